# ruff: noqa: E501 (words are easier to read and change on one line)
"""The network, its three communities, and their own lines. All of it is made up."""

from kithway.demo.shape import CommunityWords, Line

NETWORK = ("three-rivers", "Three Rivers")

COMMUNITIES = (
    CommunityWords(
        slug="blackstone-lantern",
        name="Blackstone Lantern",
        town="Worcester",
        postal_code="01608",
        about=(
            "We are people in and around Worcester who have been through hard things with our "
            "minds, with substances, or both, and who now keep each other company on purpose. "
            "Lantern House is our front door: the kettle is on from nine, and nobody will ask "
            "you for a form. Most of what we do happens elsewhere, in libraries, church halls, "
            "parks and a boxing gym, because that is where life is.\n\n"
            "Everything is free. You do not need to live here, be referred, or know what you "
            "are looking for."
        ),
        contact="Call or text (508) 555-0110, nine to five, or ask at the desk at Lantern House.",
        facilitators=(
            "Dara",
            "Sam",
            "Wren",
            "Marisol",
            "Big Tony",
            "Ngozi",
            "Kit",
            "Lorraine",
            "Ash",
            "Deshawn",
            "Thuy",
            "Mr. Alvarez",
            "June",
            "Petra",
            "Kofi",
            "Robin",
            "Celeste",
            "Mack",
            "Yasmin",
            "Old Pete",
            "Bea",
            "Luz",
            "Theo",
            "Imani",
        ),
        lines=(
            Line(
                "peer_line",
                "Lantern peer line",
                "(508) 555-0111",
                "Every day, 4 pm to midnight",
                "Somebody who has been there picks up. You can talk about anything or nothing.",
                "no",
                text_to="(508) 555-0111",
            ),
            Line(
                "respite",
                "Stillwater House",
                "(508) 555-0112",
                "Any hour",
                "A house with five beds where you can stay up to ten nights. Run by peers. "
                "You keep your keys, your phone and your plans.",
                "no",
            ),
        ),
    ),
    CommunityWords(
        slug="quaboag-common",
        name="Quaboag Common",
        town="Spencer",
        postal_code="01562",
        about=(
            "Small towns, long roads, and people who look out for each other. We run gatherings "
            "from Spencer out to Palmer and down to Southbridge, and we share rides. If you can "
            "get to a phone, you can get to us.\n\n"
            "Some of us are here for our mental health, some for drinking or drugs, some for a "
            "son or a sister. We do not sort people by that."
        ),
        contact="Leave a message at (413) 555-0120. Ellie or Ray calls back the same day.",
        facilitators=(
            "Ellie",
            "Ray",
            "Joss",
            "Hattie",
            "Manny",
            "Fern",
            "Dot",
            "Curtis",
            "Ruthie",
            "Shay",
            "Bill H.",
            "Nadia",
            "Coach",
            "Tansy",
            "Emmett",
            "Rosa",
        ),
        lines=(
            Line(
                "warmline",
                "Quaboag warmline",
                "(413) 555-0121",
                "Weekdays 6 to 10 pm, weekends 2 to 10 pm",
                "A friendly voice for an ordinary bad evening. It does not have to be an emergency.",
                "no",
            ),
        ),
    ),
    CommunityWords(
        slug="nashua-hearth",
        name="Nashua Hearth",
        town="Fitchburg",
        postal_code="01420",
        about=(
            "Nashua Hearth began as six people and a borrowed room over a hardware store in "
            "Fitchburg. We now meet in Leominster, Gardner, Clinton and Athol as well, in three "
            "spoken languages and in American Sign Language.\n\n"
            "We believe that people get better in company, in their own way and in their own "
            "time. Come once to look around. Come for years if you like."
        ),
        contact="Call (978) 555-0130 or stop by the Hearth Room on Main Street in Fitchburg.",
        facilitators=(
            "Gwen",
            "Tomas",
            "Birdie",
            "Lamar",
            "Ines",
            "Pat",
            "Sunny",
            "Odell",
            "Mai",
            "Frankie",
            "Josephine",
            "Cal",
            "Teo",
            "Margit",
            "Dev",
            "Alma",
        ),
        lines=(
            Line(
                "peer_line",
                "Hearth peer line",
                "(978) 555-0131",
                "Every evening, 5 to 11 pm",
                "Peers answer in English and Spanish. Ask for Portuguese and we call you back.",
                "no",
                text_to="(978) 555-0131",
            ),
            Line(
                "respite",
                "The Landing",
                "(978) 555-0132",
                "Any hour",
                "Three quiet rooms in a family house for a few nights' rest among peers.",
                "unknown",
            ),
        ),
    ),
)

# A stand-in for a while, told as a coordinator would tell it: which place, how many days from
# now it begins, how many days it lasts, and why.
REPAIRS = (
    ("Millbrook Library", 9, 2, "The carpet in the reading room is being laid."),
    ("Riverside Arts", 16, 3, "The lift is being repaired. Back on the usual day after that."),
    ("Quaboag Grange", 12, 1, "The hall is lent out for a wedding."),
)
# Places that close on the next public holiday, and the community that closes whole.
CLOSED_ON_HOLIDAYS = ("Millbrook Library", "Union Hill Branch Library")
HOLIDAY_COMMUNITY = "nashua-hearth"
HOLIDAY_REASON = "Closed for {holiday}. Our peer line is open as on any other day."

# Chosen names of people who hold a gathering in these languages.
SPEAKERS = {
    "es": ("Marisol", "Luz", "Mr. Alvarez", "Rosa", "Ines", "Tomas", "Alma", "Manny"),
    "pt": ("Celeste", "Zeca", "Dona Lia"),
    "vi": ("Thuy", "Mai", "Chú Bảo"),
    "zh": ("Mei", "小林"),
    "fr": ("Celeste", "Odile", "Jean-Marc"),
    "ar": ("Yasmin", "Samir"),
    "ase": ("Robin", "Margit", "Dev"),
}

# Why one date is called off, said as a facilitator says it.
MOVED = "The room is needed for voting later that evening."
ELSEWHERE = "The floor is being varnished."
ENDED = "From then on we meet at the other hall, where the bus stops."
# Weeks without a sign of life after which a gathering of the demo fades.
FADES_AFTER_DAYS = 42
CALLED_OFF = (
    "Wren has a cold. Back next time.",
    "The hall was double-booked this once. See you at the next one.",
    "Holding it together at a funeral this week instead. You are welcome to sit with us.",
    "A storm in the forecast, and the hill is steep. Stay warm.",
    "Both of us are away. The peer line is open all evening.",
    "The heating is out. Next time as usual.",
)
