"""Small drawings of doors and houses, made from shapes: no photograph of a real place."""

import io

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 960, 640
SHOWN = (720, 480)
Shape = tuple[str, tuple[int, ...], str]

DUSK, PAPER, BRICK, STONE, WOOD = "#dfe7ea", "#f6efe2", "#a8604a", "#b9b3a6", "#8a6a4c"
GREEN, BLUE, ORANGE, GOLD, GLASS, DARK = (
    "#3f6b55",
    "#4a6f94",
    "#c8743a",
    "#f2c75c",
    "#cfe0e6",
    "#3b3a38",
)

SCENES: dict[str, tuple[Shape, ...]] = {
    "lantern": (
        ("box", (0, 0, 960, 560), BRICK), ("box", (0, 560, 960, 640), STONE),
        ("box", (360, 200, 600, 560), DARK), ("box", (376, 216, 584, 560), GREEN),
        ("box", (400, 250, 560, 350), GLASS), ("disc", (545, 410, 565, 430), GOLD),
        ("disc", (400, 40, 560, 200), "#d9a05f"), ("box", (450, 70, 510, 160), GOLD),
        ("box", (440, 56, 520, 72), DARK), ("box", (440, 158, 520, 172), DARK),
        ("box", (40, 180, 260, 420), GLASS), ("box", (700, 180, 920, 420), GLASS),
    ),
    "library": (
        ("box", (0, 0, 960, 470), DUSK), ("box", (0, 470, 960, 640), "#9db48d"),
        ("box", (120, 190, 840, 480), PAPER), ("box", (90, 160, 870, 200), DARK),
        *(("box", (160 + 110 * n, 240, 230 + 110 * n, 430), BLUE) for n in range(5)),
        ("box", (730, 290, 810, 480), GREEN), ("disc", (742, 380, 756, 394), GOLD),
        ("slope", (520, 560, 840, 480, 840, 560), STONE),
    ),
    "mill": (
        ("box", (0, 0, 960, 520), "#e8ddd0"), ("box", (0, 520, 960, 640), STONE),
        ("box", (140, 150, 780, 530), BRICK), ("box", (820, 60, 890, 530), BLUE),
        *(
            ("box", (190 + 110 * c, 190 + 110 * r, 250 + 110 * c, 260 + 110 * r), GLASS)
            for c in range(5) for r in range(2)
        ),
        ("disc", (390, 400, 530, 540), DARK), ("box", (390, 470, 530, 540), DARK),
    ),
    "pavilion": (
        ("box", (0, 0, 960, 420), "#cfe3ec"), ("box", (0, 420, 960, 640), "#8fae7c"),
        ("slope", (220, 260, 480, 90, 740, 260), WOOD), ("box", (240, 260, 720, 285), DARK),
        *(("box", (260 + 140 * n, 285, 285 + 140 * n, 500), PAPER) for n in range(4)),
        ("box", (230, 495, 730, 525), STONE), ("slope", (690, 360, 780, 300, 870, 360), GOLD),
        ("box", (776, 355, 784, 510), DARK), ("disc", (60, 60, 150, 150), GOLD),
    ),
    "shop": (
        ("box", (0, 0, 960, 540), "#d8c8b4"), ("box", (0, 540, 960, 640), STONE),
        ("box", (110, 140, 640, 520), DARK), ("box", (130, 160, 620, 500), GLASS),
        *(
            ("box", (230 + 60 * c, 190 + 60 * r, 286 + 60 * c, 246 + 60 * r),
             (GOLD, ORANGE, BLUE, GREEN, BRICK)[(c + 2 * r) % 5])
            for c in range(5) for r in range(5)
        ),
        ("box", (700, 180, 860, 540), BLUE), ("box", (725, 210, 835, 340), GLASS),
        ("box", (90, 90, 880, 135), GREEN),
    ),
    "stairs": (
        ("box", (0, 0, 960, 560), "#c9bda9"), ("box", (0, 560, 960, 640), STONE),
        ("box", (80, 260, 560, 540), DARK), ("box", (100, 280, 540, 520), "#9fb3b8"),
        ("box", (650, 230, 790, 560), ORANGE), ("disc", (765, 400, 781, 416), DARK),
        ("box", (620, 50, 820, 180), DARK), ("box", (636, 64, 804, 168), GOLD),
        ("box", (716, 64, 724, 168), DARK), ("box", (60, 215, 580, 258), BRICK),
    ),
}  # fmt: skip


def drawn(scene: str) -> bytes:
    """One scene as PNG; the same bytes each time."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(picture)
    strokes = {"box": pen.rectangle, "disc": pen.ellipse, "slope": pen.polygon}
    for shape, at, color in SCENES[scene]:
        strokes[shape](at, fill=color)
    out = io.BytesIO()
    # Drawn large and made small, which smooths the edges.
    picture.resize(SHOWN).save(out, "PNG")
    return out.getvalue()
