"""A picture made anew from its pixels alone: upright, without place, camera or anything hidden behind it."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from files.rules.faults import FileFault
from files.rules.kinds import MOST_BYTES, MediaType

MOST_PIXELS = 40_000_000
SIDES = (4000, 2500, 1600)
QUALITY = 88
FORMATS = {MediaType.JPEG: "JPEG", MediaType.PNG: "PNG"}


class Unfit(Exception):
    """This file cannot be accepted; `fault` says why."""

    def __init__(self, fault: FileFault) -> None:
        super().__init__(fault)
        self.fault = fault


def clean_picture(data: bytes, kind: MediaType) -> bytes:
    """The same picture in the same format, at most 4000 pixels a side and 5 MB. Raises Unfit."""
    try:
        with Image.open(BytesIO(data), formats=(FORMATS[kind],)) as sent:
            # the head of the file says how large it is, before anything is unpacked
            if sent.width * sent.height > MOST_PIXELS:
                raise Unfit(FileFault.TOO_MANY_PIXELS)
            if kind is MediaType.PNG and getattr(sent, "n_frames", 1) > 1:
                raise Unfit(FileFault.MOVING)
            return _saved(_bare(sent), kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Unfit(FileFault.TOO_MANY_PIXELS) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise Unfit(FileFault.BROKEN_PICTURE) from error


def _bare(sent: Image.Image) -> Image.Image:
    """The pixels, turned as the camera was held, and nothing else of the file."""
    turned = ImageOps.exif_transpose(sent)
    if turned.mode.startswith("I"):
        # a scan in 65,536 greys would turn white otherwise
        turned = turned.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    has_glass = turned.mode in ("RGBA", "LA", "PA") or "transparency" in turned.info
    plain = turned.convert("RGBA" if has_glass else "L" if turned.mode in ("1", "L") else "RGB")
    plain.thumbnail((SIDES[0], SIDES[0]))
    return Image.frombytes(plain.mode, plain.size, plain.tobytes())


def _saved(picture: Image.Image, kind: MediaType) -> bytes:
    for side in SIDES:
        picture.thumbnail((side, side))
        out = BytesIO()
        if kind is MediaType.JPEG:
            picture.convert("RGB").save(out, "JPEG", quality=QUALITY, optimize=True)
        else:
            picture.save(out, "PNG", optimize=False)
        if len(out.getvalue()) <= MOST_BYTES:
            return out.getvalue()
    raise Unfit(FileFault.TOO_LARGE)
