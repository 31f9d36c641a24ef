"""Who signs in to the demo, and what invented people say. Nobody here is anybody."""

# Anyone may know it: who has it sees invented people alone. The sign-in page of a demo says it.
PASSWORD = "kettle on at nine"  # noqa: S105

# Of each community, in the order of words.region.COMMUNITIES: a name and its roles.
PEOPLE: tuple[tuple[tuple[str, str], ...], ...] = (
    (
        ("Emi", "coordinator"),
        ("Noor", "coordinator"),
        ("Dara", "facilitator"),
        ("Sam", "facilitator"),
        ("Wren", "facilitator"),
        ("Chidi", "member"),
        ("Ana", "member"),
    ),
    (
        ("Ellie", "coordinator"),
        ("Ray", "coordinator"),
        ("Joss", "facilitator"),
        ("Hattie", "facilitator"),
    ),
    (
        ("Gwen", "coordinator"),
        ("Tomas", "coordinator"),
        ("Birdie", "facilitator"),
        ("Lamar", "facilitator"),
    ),
)
STEWARD = "Femi"

# First names that invented guests give at the door.
GUESTS = (
    "Alex", "Bo", "Carmen", "Dee", "Eli", "Faye", "Gil", "Hope", "Isa", "Jules", "Kai", "Lena",
    "Milo", "Nia", "Oz", "Pia", "Quinn", "Rue", "Sol", "Tess", "Uma", "Vic", "Willa", "Xan",
)  # fmt: skip
NEEDS = (
    "A chair with a back, please.",
    "I hear better if I can see your face.",
    "I come with a walker. Is there a step?",
    "I may go out for a while. That is all right, I come back.",
    "Please no perfume.",
)
MET_WHERE = (
    "On the bench by the side door, with a yellow scarf.",
    "Inside the front door, next to the notice board.",
    "At the foot of the stairs, with a blue mug.",
    "By the bicycle stand.",
)

COMMENTS = (
    "Somebody remembered my name the second time. I had not told it to many.",
    "I came for the soup and stayed for the people.",
    "Nobody asked me why I was there.",
    "It was loud that evening. The other room would be better in winter.",
    "I walk home with someone now.",
    "First time in a year that I laughed in company.",
    "The bus is gone when we finish. Could it end ten minutes sooner?",
    "My daughter came along, and they had crayons.",
    "I like that you can pass and just listen.",
    "Thank you for the tea, and for not fixing me.",
    "I would come more often if there were one on Sundays.",
    "I learned to say no. I have said it twice.",
)
AGREEMENTS = (
    "We speak for ourselves, and we listen.",
    "What is said here stays here.",
    "You can pass, go out and come back at any time.",
    "No advice unless somebody asks for it.",
)
SHIFT_NEEDS = ("Someone with a key, please.", "Ask Noor where the sign is.", "")

# What most of the communities have answered, by page and question; the last has not come to it yet.
PAGES = {
    "first_time": {
        "meets": "One of us stands at the door well before we begin, in a yellow scarf.",
        "happens": "We say our first names, if we like, and what brought us. You can just listen.",
        "must": "No. You need not speak, sign anything or give a name, and nobody writes you down.",
        "bring": "Yes, bring whoever makes it easier: a friend, your sister, your dog on a lead.",
        "cost": "Nothing. There is a tin for the tea, and nobody looks into it.",
    },
    "if_i_write": {
        "reads": "Two of our coordinators, most days by noon; at weekends perhaps only on Monday.",
        "then": "We answer, ask how you are, and offer to sit or walk with you that day.",
        "duties": "Only where somebody is about to be hurt and no other way is left; we tell you.",
        "police": "No, not without your yes. We would come ourselves, or call the peer line.",
    },
}
