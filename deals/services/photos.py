"""A photo that somebody sent, made anew: small, upright, without what the camera wrote in it, or refused in words."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from deals.models import MOST_BYTES
from deals.services.refusals import PhotoRefused
from lives.messages import Message, msg

MOST_SENT_BYTES = 15_000_000
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 1600
FORMATS = ("JPEG", "PNG", "WEBP")
TRIES = ((1600, 82), (1600, 70), (1280, 70), (1024, 60), (800, 50), (640, 40))


@dataclass(frozen=True)
class MadePhoto:
    data: bytes
    content_type: str
    width: int
    height: int


def make_photo(data: bytes) -> MadePhoto:
    """A JPEG of at most 1600 pixels a side and 400 kB. Raises PhotoRefused for anything that is no photo."""
    if len(data) > MOST_SENT_BYTES:
        raise PhotoRefused(msg("This photo is too large. It may have at most 15 MB."))
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as sent:
            if sent.width * sent.height > MOST_PIXELS:
                raise PhotoRefused(_too_many_pixels())
            # decodes a large JPEG at a smaller size at once, which costs less memory
            sent.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            return _made(_upright(sent))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PhotoRefused(_too_many_pixels()) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise PhotoRefused(msg("We cannot read this file as a photo. Use a JPEG, PNG or WebP file.")) from error


def _too_many_pixels() -> Message:
    return msg("This photo has too many pixels. Make it smaller first.")


def _upright(sent: Image.Image) -> Image.Image:
    turned = ImageOps.exif_transpose(sent)
    turned.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    if turned.mode in ("RGBA", "LA", "PA") or "transparency" in turned.info:
        seen = turned.convert("RGBA")
        ground = Image.new("RGB", seen.size, "white")
        ground.paste(seen, mask=seen.getchannel("A"))
        return ground
    return turned.convert("RGB")


def _made(photo: Image.Image) -> MadePhoto:
    # a new picture of the pixels alone: nothing else of the file comes along
    bare = Image.frombytes("RGB", photo.size, photo.tobytes())
    for side, quality in TRIES:
        bare.thumbnail((side, side))
        out = BytesIO()
        bare.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
        if len(out.getvalue()) <= MOST_BYTES:
            return MadePhoto(out.getvalue(), "image/jpeg", bare.width, bare.height)
    raise PhotoRefused(_too_many_pixels())
