"""`make messages`: bring the catalogues up to what the code asks for, or check one.

`python -m tests.languages` writes them: what is translated stays, what nobody asks for goes.
`python -m tests.languages check es` says what is still wrong with one.
"""

import sys

import polib

from tests.languages import LOCALE, PLURALS
from tests.languages.checking import wrong_with
from tests.languages.collecting import Message, collected


def main() -> None:
    match sys.argv[1:]:
        case []:
            messages = collected()
            for language in PLURALS:
                write(language, messages)
        case ["check", *languages] if set(languages) <= PLURALS.keys():
            faults = [fault for language in languages or PLURALS for fault in wrong_with(language)]
            print("\n".join([*faults, f"{len(faults)} to put right"]))
            sys.exit(1 if faults else 0)
        case _:
            sys.exit(f"python -m tests.languages [check [{' '.join(PLURALS)}]]")


def write(language: str, messages: list[Message]) -> None:
    path = LOCALE / language / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    before = polib.pofile(str(path)) if path.exists() else polib.POFile()
    kept = {(e.msgctxt, e.msgid, e.msgid_plural): e for e in before if not e.obsolete}
    after = polib.POFile(wrapwidth=99)
    after.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language],
    }
    for message in messages:
        after.append(entry(message, kept.get(message.key), PLURALS[language]))
    after.save(str(path))
    print(f"{language}: {len(after.translated_entries())} of {len(after)} messages are translated")


def entry(message: Message, before: polib.POEntry | None, plurals: str) -> polib.POEntry:
    entry = polib.POEntry(
        msgctxt=message.context,
        msgid=message.one,
        msgid_plural=message.many,
        comment="\n".join(message.comments),
        # Without lines: a change elsewhere in the file is no change here.
        occurrences=[(place, "") for place in message.places],
    )
    if before:
        entry.tcomment = before.tcomment
    if message.many:
        forms = range(int(plurals.removeprefix("nplurals=")[0]))
        given = before.msgstr_plural if before else {}
        entry.msgstr_plural = {form: given.get(form, "") for form in forms}
    elif before:
        entry.msgstr = before.msgstr
    return entry


if __name__ == "__main__":
    main()
