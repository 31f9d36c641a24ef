"""Hands a message over: to the mail server, or to the gateway for text messages."""

from django.conf import settings
from django.utils.module_loading import import_string

from kithway.people.models import Message
from kithway.people.telling.outbox import Words


class NotSent(Exception):
    """Nobody took it. What it says is logged: a kind of problem, never an address or a word.

    `for_good`: another try would end the same. `away`: nobody answered at all.
    """

    def __init__(self, kind: str, *, for_good: bool = False, away: bool = False) -> None:
        super().__init__(kind)
        self.for_good = for_good
        self.away = away


def hand_over(message: Message, words: Words) -> None:
    """Raises NotSent."""
    if message.channel == Message.Channel.MAIL:
        from kithway.people.telling.mail import send

        send(words, key=str(message.pk))
    else:
        _text(words)


def _text(words: Words) -> None:
    if not settings.TEXT_GATEWAY:
        raise NotSent("no gateway")
    try:
        import_string(settings.TEXT_GATEWAY)(words.to, words.body)
    except NotSent:
        raise
    except Exception as problem:
        # Somebody else's code; what it says may hold the number.
        raise NotSent(type(problem).__name__) from None
