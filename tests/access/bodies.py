"""Rows that a form's body names, or a question after the address: by each page's name, who sends it
and what. A name in braces is a row of tests/access/world.py; tried with one of another community or
person, and with one that is not there."""

Body = dict[str, str]

GATHERING = {
    "name": "Quilting",
    "mode": "in-person",
    "how": "weekly",
    "first_day": "2026-12-10",
    "start_time": "18:30",
    "minutes": "60",
    "address_shown_to": "public",
    "online_shown_to": "coming",
    "say": "save",
    "reach": "all",
}
AT = {"say": "at", "at-kind": "greet", "at-dates": "1", "at-before": "0"}
OTHERWISE = {"say": "otherwise", "day": "2026-11-26", "time": "19:00", "minutes": "60"}

BODIES: dict[str, list[tuple[str, Body]]] = {
    "date-link": [("nobody", {**OTHERWISE, "place": "{place_pk}"})],
    "devices": [("Ana", {"end": "{session}"})],
    "holding": [
        ("Dara", {"say": "accept", "shift": "{asked}"}),
        ("Dara", {"say": "decline", "shift": "{asked}"}),
    ],
    "holding-count": [("Dara", {"count": "8", "came": "{last_seat}"})],
    "holding-date": [("Dara", {**OTHERWISE, "place": "{place_pk}"})],
    "holding-hand-over": [("Emi", {"person": "{facilitator}"})],
    "letter-mine": [("Ana", {"community": "{community}", "name": "Ana"})],
    "passkeys": [("Ana", {"remove": "{passkey}"})],
    "room-attendance": [
        ("Emi", {"count-{past_pk}": "9"}),
        ("Emi", {"off-{past_pk}": "on"}),
    ],
    "room-comments": [("Emi", {"comment": "{comment}", "no": "1"})],
    "room-date": [("Emi", {**OTHERWISE, "place": "{place_pk}"})],
    "room-dates": [("Emi", {"date": "{occurrence}"})],
    "room-gathering-add": [
        ("Emi", {**GATHERING, "where": "place-{place_pk}"}),
        ("Emi", {**GATHERING, "where": "room-{room_pk}"}),
    ],
    "room-gathering-change": [
        ("Emi", {**GATHERING, "where": "place-{place_pk}"}),
        ("Emi", {**GATHERING, "where": "room-{room_pk}"}),
    ],
    "room-list-mapping": [
        (
            "Emi",
            {"master": "list", "mode": "in-person", "otherwise": "none", "place_0": "{place_pk}"},
        )
    ],
    "room-pauses": [("Emi", {"name": "{holder_name}", "because": "Rest", "until": "2026-12-10"})],
    "room-people": [
        ("Emi", {"say": "end", "person": "{facilitator}"}),
        ("Emi", {"person": "{coordinator}"}),
    ],
    "room-review": [("Emi", {"keep": "{gathering}"})],
    "room-shift": [("Emi", {"say": "give", "person": "{member}"})],
    "room-shift-add": [
        ("Emi", {**AT, "at-gathering": "{gathering}", "at-person": "{member}"}),
        (
            "Emi",
            {
                "say": "on",
                "on-kind": "open",
                "on-day": "2026-12-10",
                "on-time": "18:30",
                "on-minutes": "60",
                "on-person": "{member}",
            },
        ),
    ],
    "rota": [
        ("Dara", {"say": "ask", "shift": "{shift}"}),
        ("Dara", {"say": "minutes", "minutes": "30", "shift": "{shift}"}),
        ("Ana", {"say": "take", "shift": "{open_shift}"}),
    ],
    "something-wrong": [
        ("Hana", {"form": "{told}", "words": "It was cold.", "to": "{coordinator}"})
    ],
}

# What stands after the question mark.
QUESTIONS: dict[str, list[tuple[str, Body]]] = {
    "holding-date": [("Dara", {"open": "{seat}"})],
    "room-coming-date": [("Emi", {"open": "{seat}"})],
    "room-dates": [("Emi", {"said": "{occurrence}"})],
    "something-wrong": [("nobody", {"about": "{gathering}"})],
    "suggest": [("nobody", {"about": "{gathering}"})],
}

# Bodies of these name no row: they say yes, no or words of what the address names, of the person
# who sends them, or of a date within it.
NO_ROW_IN_BODY = set(
    """
    coming holding-seat how-was-it how-was-it-guest how-was-it-mine kept-place letter-guest
    mine-coming my-role pause refuse-recovery room-about room-agreement-end room-agreements
    room-close room-coming-seat room-concern room-file room-files room-gathering room-help-line
    room-help-line-add room-help-line-change room-list-add room-list-end room-list-read
    room-numbers-paper room-page room-pause room-place-add room-place-change room-place-close
    room-place-key room-place-keys room-place-photo room-place-room room-place-room-add room-reopen
    room-role room-settings room-suggestion room-term room-undo start steward-request suggest
    """.split()
)
# These name somebody or a community by what anyone may write there.
ANYONES = {"flyer", "paper", "room-roles"}
# What opens an account: names, codes, tickets and passwords, which have tests of their own.
OPENS_AN_ACCOUNT = set(
    """
    code-app code-file confirm-mail mail password recover recover-link recover-mail recovery-code
    second-factor sign-in sign-in-again sign-in-passkey sign-out sign-up verify way-in
    way-in-undated
    """.split()
)
# They take a form as all private pages may, and do nothing with it.
READ_ALONE = set(
    """
    community-room mine pauses room-attendance-now room-closures room-coming room-coming-date
    room-concerns room-file-download room-gatherings room-help-lines room-history room-list
    room-lists room-numbers room-numbers-of room-numbers-pdf room-numbers-table room-pages
    room-place room-places room-rota room-suggestions settings started steward
    """.split()
)
