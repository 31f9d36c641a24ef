"""Keeps back what a list should not show: who to call, where to pay, what lets one into a room.

Framework-free. Works by pattern, on the side of holding back too much: a lost word is put back by
hand in a minute, a stranger with the password to a room is not put out again.
"""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from kithway.gatherings.importing.texts import plain_lines

EMAIL = re.compile(
    r"(?:\b(?:e-?mail|contact|mailto)\s*:\s*)?[\w.+%-]{1,64}(?:@|\s?[(\[]at[)\]]\s?)"
    r"[\w-]{1,63}(?:(?:\.|\s?[(\[]dot[)\]]\s?)[\w-]{2,63}){1,4}",
    re.IGNORECASE,
)
HANDLE = re.compile(r"(?<![\w@])[@$](?=[A-Za-z])[\w.-]{2,40}")
PAYMENT = re.compile(
    r"(?:https?://)?(?:www\.)?(?:paypal\.me|paypal\.com|venmo\.com|cash\.app|cash\.me|zellepay\.com"
    r"|donate\.homegroup\.online)/?\S*"
    r"|\b(?:venmo|pay\s?pal|cash\s?app|zelle|square)\b\s*(?::|=|-|@|\$|\bat\b|\bto\b|\bis\b)+"
    r"\s*[@$]?[\w.@$-]+",
    re.IGNORECASE,
)
PHONE = re.compile(
    r"(?:\b(?:phone|tel|telephone|cell|mobile|dial-?\s?in|call|text)\s*[:#]\s*)?"
    r"(?<![\w/#.-])(?:\+\d{1,3}[\s.()-]*\d(?:[\s.()-]{0,2}\d){6,12}"
    r"|(?:1[\s.-]?)?\(?\d{3}\)?[\s./-]{0,2}\d{3}[\s.-]{0,2}\d{4}"
    r"|0\d{1,4}[\s-]\d{3,4}[\s-]?\d{3,4}"
    r"|\d{3}[.-]\d{4})(?:\s?(?:x|ext\.?)\s?\d{1,6})?(?!\d)",
    re.IGNORECASE,
)
# Whom to call, with the number or the address that follows.
CALLED = re.compile(
    r"\b(?:call|text|phone|ring|contact|e-?mail|ask for)\s+(?-i:[A-Z])[\w'’-]+"
    r"(?:\s(?-i:[A-Z])[\w'’-]*\.?)?\s*(?:\bat\b|\bon\b|[:,(–-])?\s*"
    rf"(?:{PHONE.pattern}|{EMAIL.pattern})",
    re.IGNORECASE,
)
# A name after “Contact:”, or a first name with an initial after a word that sends one to a person.
PERSON = re.compile(
    r"\b[Cc]ontacts?(?: person)?\s*:\s*[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]*\.?)?"
    r"|(?<=\b[Cc]ontact )[A-Z][\w'’-]+\s[A-Z]\b\.?"
    r"|(?<=\b[Cc]all )[A-Z][\w'’-]+\s[A-Z]\b\.?|(?<=\b[Tt]ext )[A-Z][\w'’-]+\s[A-Z]\b\.?"
    r"|(?<=\b[Ee]mail )[A-Z][\w'’-]+\s[A-Z]\b\.?|(?<=\b[Aa]sk for )[A-Z][\w'’-]+\s[A-Z]\b\.?"
)
# After these words “password” is spoken of, not told.
SPOKEN_OF = (
    "required|requires|needed|need|necessary|protected|not|none|no|on|at|from|by|for|in|via|to|and"
    "|or|may|can|will|must|please|contact|call|email|text|available|sent|given|reset|change[ds]?"
    "|the|a|an|needs|request|requested|upon"
)
LABEL = (
    r"(?:pass\w{2,10}(?=\s*(?:[:=]|is\s))|pass\s?-?(?:word|code|wd)s?|passwrd|pwd|psw?d|pw|p/w|psc|pass|pin(?:\s?code)?"
    r"|(?:access|entry|security|room)\s?code|contrase[nñ]a|clave|c[oó]digo(?: de acceso)?"
    r"|mot de passe|code d['’]acc[eè]s)"
)
PASSWORD = re.compile(
    rf"(?:\b(?:zoom|meeting|enter|the|numeric|phone|participant)\s)*(?<![\w/])(?:{LABEL})(?![\w/])"
    rf"(?:\s(?:for|to|at)\s(?:\w+\s?){{1,4}}(?=[:=]))?"
    rf"(?:\s*(?:[:=#–—-]+|\b(?:is|es|est)\b))*+\s*+"
    rf"(?!(?:{SPOKEN_OF})\b)(?:[“\"'‘][^”\"'’\n]{{1,40}}[”\"'’]|[^\s,;|]+(?:\s\d{{2,}})*)",
    re.IGNORECASE,
)
SECRET_KEYS = re.compile(r"pwd|pass(?:word|code)?|psw|pw|pin|tk|token|key|auth|secret|signature")
ROOM_LINK = re.compile(
    r"(?:\b(?:zoom|link|join|online|video)\s*:\s*)?"
    r"(?:https?://)?(?:[\w-]+\.)*(?:zoom\.us|zoom\.com|zoomgov\.com|meet\.google\.com"
    r"|teams\.microsoft\.com|teams\.live\.com|webex\.com|gotomeet(?:ing)?\.(?:me|com)"
    r"|meet\.jit\.si|bluejeans\.com|skype\.com|freeconferencecall\.com|fccdl\.in|discord\.gg"
    r"|whereby\.com|safelinks\.protection\.outlook\.com)/[^\s<>\"]*",
    re.IGNORECASE,
)
ROOM_NUMBER = re.compile(
    r"\b(?:(?:zoom|meeting|conference|room|webinar)\s?)*(?:id|pmi)\b\s*(?:number|no\.?|is|[:#=-])*"
    r"\s*\d[\d\s-]{6,16}\d#?",
    re.IGNORECASE,
)
# What a text must hold for a pattern to find anything in it: a glance, since most hold nothing.
HINTS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (CALLED, ("call ", "text ", "phone ", "ring ", "contact ", "mail ", "ask for ")),
    (PASSWORD, ("pas", "pw", "ps", "pin", "p/w", "code", "clave", "contras", "digo")),
    (EMAIL, ("@", "at)", "at]")),
    (PAYMENT, ("pay", "venmo", "cash", "zelle", "square", "homegroup")),
    (HANDLE, ("@", "$")),
    (PERSON, ("contact", "call ", "text ", "email ", "ask for ")),
)
# What a name on the web ends with: letters, so that 1.5 is none.
HOST_ENDS = re.compile(r"\.(?:xn--[\w-]+|[^\W\d_]{2,63})$")
NUMBERS = re.compile(r"\d{3}|\+\d")
REDIRECTS = {"url", "q", "u"}
LEFT_OVER = re.compile(r"(?:(?<=\s)|^)(?:[-–—:;,/|•*#.]+(?:\s+|$)){1,9}(?=[-–—:;,/|•#.]|$)")
LONE_STOP = re.compile(r"(?:(?<=[.!?:])|^)\s+[.,;](?=\s|$)")
EMPTY_PAIR = re.compile(r"\(\s*[,;:-]*\s*\)|\[\s*\]")


@dataclass(slots=True)
class Held:
    """Remembers, for one row, whether anything was held back."""

    anything: bool = False
    keep_passwords: bool = False

    def public(self, value: object) -> tuple[str, str]:
        """What anyone may read of a text, and the ways into an online room that it told."""
        text = plain_lines(value)
        rooms: list[str] = []
        for pattern, hints in ((ROOM_LINK, ("/",)), (ROOM_NUMBER, ("id", "pmi"))):
            if _hinted(text, hints):
                rooms += (match[0].strip() for match in pattern.finditer(text))
                text = pattern.sub(" ", text)
        text = _tidy(text) if rooms else text
        patterns = [pattern for pattern, hints in HINTS if _hinted(text, hints)]
        if NUMBERS.search(text):
            patterns.append(PHONE)
        return self._without(text, *patterns), "\n".join(rooms)

    def joining(self, value: object) -> str:
        """A text for people who say they are coming: numbers to dial stay, passwords do not."""
        text = plain_lines(value)
        text = ROOM_LINK.sub(lambda match: self._room_link(match[0]), text)
        secrets = () if self.keep_passwords else (PASSWORD,)
        return self._without(text, *secrets, EMAIL, PAYMENT, HANDLE, PERSON)

    def dial_in(self, value: object) -> str:
        """A number to dial, with the room's number, without the password that may follow it."""
        text = " ".join(self.joining(value).split())
        # One tap: number,,room#,,password# and also number,,room#,,#,,password#.
        match = re.match(r"(\+?[\d\s().-]{7,20},+\s*\d[\d\s]{5,16}#?)([,*#\dA-Za-z=+/_-]*.*)", text)
        if not match or self.keep_passwords:
            return text
        self.anything |= bool(re.search(r"\w", match[2]))
        return match[1].strip()

    def room(self, value: object) -> str:
        """A web address to join by, http or https, without its password; else empty."""
        text = plain_lines(value, 2000).replace("\n", " ").strip()
        return self._address(text.split(" ")[0], 0) if text else ""

    def drop(self, *values: object) -> None:
        """Note that these, contacts and handles, are not taken over at all."""
        self.anything |= any(plain_lines(value, 50) for value in values)

    def _without(self, text: str, *patterns: re.Pattern[str]) -> str:
        kept = text
        for pattern in patterns:
            kept = pattern.sub(" ", kept)
        if kept == text:
            return text
        self.anything = True
        return _tidy(kept)

    def _room_link(self, text: str) -> str:
        label, colon, rest = text.partition(": ") if ": " in text else ("", "", text)
        return f"{label}{colon}{self._address(rest.strip(), 0)}"

    def _address(self, text: str, depth: int) -> str:
        if not re.match(r"https?://", text, re.IGNORECASE):
            if not re.match(r"[\w-]+(\.[\w-]+)+(/|$)", text):
                return ""
            text = f"https://{text}"
        try:
            parts = urlsplit(text)
            host, query = parts.hostname or "", parse_qsl(parts.query, keep_blank_values=True)
        except ValueError:
            return ""
        wrapped = [value for name, value in query if name in REDIRECTS and "://" in value]
        if wrapped and ("safelinks" in host or host.endswith("google.com")) and depth < 3:
            return self._address(wrapped[0], depth + 1)
        if not HOST_ENDS.search(host) or "@" in parts.netloc:
            self.anything |= "@" in parts.netloc
            return ""
        kept = [pair for pair in query if not self._secret(*pair)]
        plain_query = parts.query if kept == query else urlencode(kept)
        fragment = (
            ""
            if self._secret(parts.fragment.partition("=")[0], parts.fragment)
            else (parts.fragment)
        )
        address = urlunsplit(
            (parts.scheme.lower(), parts.netloc, parts.path, plain_query, fragment)
        )
        return "" if EMAIL.search(address) or len(address) > 500 else address

    def _secret(self, name: str, value: str) -> bool:
        secret = "@" in value or (
            not self.keep_passwords and bool(SECRET_KEYS.fullmatch(name.lower()))
        )
        self.anything |= secret and bool(value)
        return secret


def _hinted(text: str, hints: tuple[str, ...]) -> bool:
    low = text.casefold()
    return any(hint in low for hint in hints)


def _tidy(text: str) -> str:
    """Without the empty brackets and lone dashes that something taken out leaves behind."""
    lines = []
    for line in EMPTY_PAIR.sub(" ", text).split("\n"):
        bare = " ".join(LONE_STOP.sub(" ", LEFT_OVER.sub(" ", line)).split())
        bare = re.sub(r"^[.,;:]\s", "", bare).strip(" -–—:;,/|•")
        if re.search(r"\w", bare):
            lines.append(bare)
    return "\n".join(lines)
