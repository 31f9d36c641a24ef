import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from kithway.community.photos import LONGEST_SIDE, redrawn

CANARY = "Canary Phone 42"


def encoded(picture: Image.Image, kind: str, **more: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def drawn(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(redrawn(data).read()))


def camera_jpeg(size: tuple[int, int] = (1600, 1000), orientation: int = 1) -> bytes:
    """As a phone makes it: maker, orientation, a GPS position, XMP, a comment and a profile."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112], exif[0x9C9D] = CANARY, orientation, CANARY.encode("utf-16-le")
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", (42.0, 6.0, 13.0), "W", (72.0, 35.0, 9.0)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return encoded(
        Image.new("RGB", size, "teal"),
        "JPEG",
        exif=exif,
        xmp=f"<x:xmpmeta>{CANARY}</x:xmpmeta>".encode(),
        comment=CANARY.encode(),
        icc_profile=profile,
    )


def test_nothing_of_the_camera_is_kept() -> None:
    data = camera_jpeg()
    with Image.open(io.BytesIO(data)) as sent:
        assert sent.getexif().get_ifd(0x8825)[2] == (42.0, 6.0, 13.0)
    kept = redrawn(data).read()
    assert CANARY.encode() not in kept
    assert CANARY.encode("utf-16-le") not in kept
    assert [chunk in kept for chunk in (b"EXIF", b"XMP ", b"ICCP")] == [False] * 3
    with Image.open(io.BytesIO(kept)) as picture:
        assert dict(picture.getexif()) == {}
        assert picture.format == "WEBP"
        assert picture.size == (1200, 750)


def test_notes_inside_a_png_are_not_kept() -> None:
    notes = PngInfo()
    notes.add_text("Author", CANARY)
    notes.add_itxt("XML:com.adobe.xmp", CANARY)
    assert (
        CANARY.encode()
        not in redrawn(encoded(Image.new("RGB", (20, 20)), "PNG", pnginfo=notes)).read()
    )


def test_a_photo_held_sideways_is_turned_upright() -> None:
    assert drawn(camera_jpeg((1600, 1000), orientation=6)).size == (750, 1200)


def test_a_small_picture_stays_small() -> None:
    assert drawn(encoded(Image.new("RGB", (30, 20)), "PNG")).size == (30, 20)


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "RGB", "YCbCr"])
def test_every_kind_of_jpeg_colour(mode: str) -> None:
    kind = "PNG" if mode in {"1", "P"} else "JPEG"
    assert drawn(encoded(Image.new("RGB", (30, 20), "red").convert(mode), kind)).mode == "RGB"


def test_what_was_see_through_becomes_white_and_shows_no_hidden_colour() -> None:
    clear = Image.new("RGBA", (20, 20), (255, 0, 0, 0))
    red, green, blue = drawn(encoded(clear, "PNG")).getpixel((10, 10))
    assert min(red, green, blue) > 250


def test_sixteen_bit_greys_keep_their_shades() -> None:
    grey = Image.new("I;16", (20, 20), 0x4000)
    shade = drawn(encoded(grey, "PNG")).getpixel((10, 10))[0]
    assert 60 < shade < 68


@pytest.mark.parametrize("kind", ["WEBP", "PNG"])
def test_of_a_moving_picture_the_first_frame_is_kept(kind: str) -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("black", "white")]
    data = encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=50)
    picture = drawn(data)
    assert getattr(picture, "n_frames", 1) == 1
    assert picture.getpixel((10, 10)) == (0, 0, 0)


def png_that_claims(width: int, height: int) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("side", [6_400, 10_000, 30_000, 65_535])
def test_bombs_are_refused_unread(side: int) -> None:
    with pytest.raises(ValidationError, match="too large"):
        redrawn(png_that_claims(side, side))


def test_a_heavy_file_is_refused_unread() -> None:
    with pytest.raises(ValidationError, match="too large"):
        redrawn(b"\xff\xd8\xff" + b"\0" * 30_000_000)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
        b"%PDF-1.4",
        camera_jpeg()[:2000],
        png_that_claims(10, 10)[:40],
        encoded(Image.new("RGB", (9, 9)), "GIF"),
        encoded(Image.new("RGB", (9, 9)), "TIFF"),
        encoded(Image.new("RGB", (9, 9)), "BMP"),
    ],
)
def test_what_is_no_photo_is_refused(data: bytes) -> None:
    with pytest.raises(ValidationError, match="Send a JPEG or PNG"):
        redrawn(data)


JPEG = camera_jpeg((64, 48))


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(JPEG) - 1), st.binary(min_size=1, max_size=12))
def test_a_damaged_photo_is_drawn_or_refused(at: int, noise: bytes) -> None:
    try:
        size = drawn(JPEG[:at] + noise + JPEG[at + len(noise) :]).size
    except ValidationError:
        return
    assert max(size) <= LONGEST_SIDE
