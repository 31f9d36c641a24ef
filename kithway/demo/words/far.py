# ruff: noqa: E501 (words are easier to read and change on one line)
"""Words for the many towns of a scaled demo: plainer than the region's, and put together."""

COMMUNITY_NAMES = (
    "Hearth", "Lantern", "Common", "Bridge", "Porch", "Harbor", "Table", "Orchard", "Beacon",
    "Well", "Crossing", "Garden", "Mill", "Spring", "Junction", "Haven", "Trail", "Anchor",
)  # fmt: skip
COMMUNITY_ABOUT = (
    "People in and around {town} who keep each other company in recovery, each in their own way. "
    "Everything is free, and you can come without a word beforehand."
)
PLACE_FIRST = (
    "Cedar Street", "Willow", "Harbor", "Northside", "Old Depot", "Prairie", "Juniper", "Main Street",
    "Riverbend", "Sunrise", "Fourth Ward", "Maple", "Cottonwood", "Lakeside", "Hilltop", "Magnolia",
    "Stone Bridge", "Eastgate", "Pecan", "Ferry Landing", "Bluebird", "Orchard", "Canal", "Pioneer",
    "Dogwood", "Mesa", "Union", "Franklin", "Quarry", "Clover",
)  # fmt: skip
PLACE_LAST = (
    "Library", "Grange", "Community Room", "Chapel Hall", "Arts Loft", "Reading Room", "Field House",
    "Kitchen", "Meeting House", "Recreation Center", "Parish Hall", "Workshop", "Pavilion", "School",
)  # fmt: skip
STREETS = (
    "Main Street",
    "Oak Street",
    "Church Street",
    "River Road",
    "Second Avenue",
    "Depot Road",
)
DOORS = (
    "Side door, on the lane. Ring once.",
    "Straight in, then left at the notice board.",
    "Round the back, past the bicycle stand.",
    "Through the garden gate; it is never locked.",
    "Up the ramp. The door with the paper star.",
    "Second door along, with the blue light over it.",
)
TRANSPORT = (
    "A bus stops at the corner.",
    "No bus after six; ask us about a ride.",
    "Ten minutes on foot from the station.",
    "By car, or share a ride.",
)
PARKING = ("Free, behind the building.", "On the street.", "Large lot, lit at night.", "")
ACCESS = (
    "step-free accessible-toilet parking",
    "step-free lift accessible-toilet hearing-loop bus",
    "accessible-toilet bus parking",
    "step-free parking",
    "bus",
    "step-free accessible-toilet quiet-room parking bus",
    "",
)
FACILITATORS = (
    "Al", "Bree", "Carmen", "Dell", "Effie", "Flo", "Gabe", "Hank", "Isa", "Jo", "Kenji", "Lupe",
    "Moss", "Nell", "Oren", "Pearl", "Quinn", "Rafa", "Sky", "Tess", "Uma", "Vern", "Willa", "Zeke",
    "Aunt Bev", "Coach Dee", "Mr. Ito", "Little Ray",
)  # fmt: skip
