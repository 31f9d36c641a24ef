"""Who is signed in: our own store of sessions, whose keys are kept only as hashes."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from kithway.people.models import Person, Session
from kithway.vault.tokens import hash_token, new_token

COOKIE = "kithway"
# Idle for longer, one signs in again; however busy, after the second.
IDLE = timedelta(minutes=30)
LONGEST = timedelta(days=30)
LONGEST_SHARED = timedelta(hours=4)
# A row is not written at every page.
SEEN_EVERY = timedelta(minutes=5)


def open_session(
    *, person: Person, device: str = "", shared: bool = False, strong: bool = False
) -> tuple[Session, str]:
    """Sign a person in on a device; returns the session and its token, which is kept nowhere.

    `strong`: a second factor was given, or a passkey that checks who holds it.
    """
    token, now = new_token(), timezone.now()
    session = Session.objects.create(
        person=person,
        token_hash=hash_token(token),
        device=device,
        made_at=now,
        seen_at=now,
        proved_at=now,
        expires_at=now + (LONGEST_SHARED if shared else LONGEST),
        shared=shared,
        strong_at=now if strong else None,
    )
    return session, token


def renew_session(session: Session, *, strong: bool = False) -> str:
    """The person proved again who they are: another token, which is returned; the old one ends."""
    token, now = new_token(), timezone.now()
    session.token_hash, session.proved_at = hash_token(token), now
    session.strong_at = now if strong else session.strong_at
    session.save(update_fields=["token_hash", "proved_at", "strong_at"])
    return token


def end_sessions(person: Person, *, but: Session | None = None) -> int:
    """Sign a person out on every device, or on every other one; their rows are gone."""
    ended = person.sessions.exclude(pk=but.pk) if but else person.sessions.all()
    return ended.delete()[0]


def forget_sessions() -> int:
    """Delete what is over, or has been idle for too long to go on."""
    now = timezone.now()
    idle = now - IDLE - SEEN_EVERY
    return Session.objects.filter(Q(expires_at__lte=now) | Q(seen_at__lt=idle)).delete()[0]


def session_of(request: HttpRequest) -> Session | None:
    """The session that this request's cookie opens, if it has not been idle for too long."""
    token, now = request.COOKIES.get(COOKIE, ""), timezone.now()
    session = Session.objects.opened_by(token, now) if token else None
    if session is None or now - session.seen_at > IDLE + SEEN_EVERY:
        return None
    _seen(session, now)
    return session


def _seen(session: Session, now: datetime) -> None:
    if now - session.seen_at >= SEEN_EVERY:
        Session.objects.filter(pk=session.pk).update(seen_at=now)
        session.seen_at = now


def give_cookie(response: HttpResponse, session: Session, token: str) -> None:
    """Let the browser keep the token: until it closes, where others use the computer too."""
    response.set_cookie(
        COOKIE,
        token,
        expires=None if session.shared else session.expires_at,
        httponly=True,
        secure=settings.HTTPS,
        samesite="Lax",
    )


def take_cookie(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, samesite="Lax")
