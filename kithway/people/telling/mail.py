"""Mail by SMTP. Nothing in it says what this site is for: not its sender, subject or headers."""

import smtplib
import ssl
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

from kithway.people.mail_server import MailServer, read_mail_url
from kithway.people.telling.gateways import NotSent
from kithway.people.telling.outbox import Words

STEP_SECONDS = 20.0


def sender() -> str:
    """`KITHWAY_MAIL_FROM`, or a neutral name at the site's own host."""
    return settings.MAIL_FROM or f"messages@{urlsplit(settings.SITE_URL).hostname}"


def send(words: Words, *, key: str) -> None:
    """Hand it to the server. `key`: of the message, for a Message-ID that stays. Raises NotSent."""
    server = read_mail_url(settings.MAIL_URL)
    if server is None:
        raise NotSent("no mail server")
    try:
        mail = written(words, key=key)
    except (ValueError, MessageError, UnicodeError):
        raise NotSent("not an address", for_good=True) from None
    try:
        _send(server, mail)
    except smtplib.SMTPRecipientsRefused as refused:
        codes = [code for code, _said in refused.recipients.values()]
        raise NotSent("recipient refused", for_good=all(code >= 500 for code in codes)) from None
    except smtplib.SMTPDataError as refused:
        raise NotSent("mail refused", for_good=refused.smtp_code >= 500) from None
    except (smtplib.SMTPException, OSError, ValueError) as problem:
        # Their text may name the address: the kind alone is kept.
        raise NotSent(type(problem).__name__, away=True) from None


def written(words: Words, *, key: str) -> EmailMessage:
    """The mail as it goes out. Raises ValueError where the address is not one."""
    mail = EmailMessage()
    mail["From"] = sender()
    mail["To"] = words.to
    if [one.addr_spec for one in mail["To"].addresses] != [words.to] or "@" not in words.to:
        raise ValueError
    mail["Subject"] = words.subject
    mail["Date"] = format_datetime(timezone.now())
    unseen = salted_hmac("kithway.telling.message-id", key).hexdigest()[:32]
    mail["Message-ID"] = f"<{unseen}@{_domain()}>"
    # No 'I am away' comes back.
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(words.body)
    return mail


def _send(server: MailServer, mail: EmailMessage) -> None:
    with _line(server) as line:
        if server.tls and not server.at_once:
            line.starttls(context=ssl.create_default_context())
        if server.name:
            line.login(server.name, server.password)
        line.send_message(mail)


def _line(server: MailServer) -> smtplib.SMTP:
    # Named by our own domain: the machine's name is nobody's business.
    if server.at_once:
        return smtplib.SMTP_SSL(
            server.host,
            server.port,
            local_hostname=_domain(),
            timeout=STEP_SECONDS,
            context=ssl.create_default_context(),
        )
    return smtplib.SMTP(server.host, server.port, local_hostname=_domain(), timeout=STEP_SECONDS)


def _domain() -> str:
    return parseaddr(sender())[1].rpartition("@")[2] or "localhost"
