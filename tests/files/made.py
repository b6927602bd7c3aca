"""Files for tests, good ones and hostile ones, each made on the spot."""

from __future__ import annotations

import random
import warnings
import zlib
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image


def pdf(change=None, pages=1, **how) -> bytes:
    """A PDF with empty pages, changed as a test wants it."""
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page()
    if change is not None:
        change(made)
    out = BytesIO()
    with warnings.catch_warnings():
        # hostile ones are odd on purpose
        warnings.simplefilter("ignore")
        made.save(out, **how)
    return out.getvalue()


def at_opening(action) -> bytes:
    return pdf(lambda made: made.Root.__setitem__("/OpenAction", made.make_indirect(Dictionary(action))))


def with_link(address) -> bytes:
    def add(made):
        action = Dictionary(S=Name.URI, URI=String(address))
        made.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action)])

    return pdf(add)


def with_note(subtype, **more) -> bytes:
    def add(made):
        note = Dictionary(Type=Name.Annot, Subtype=Name(subtype), Rect=[0, 0, 9, 9], **more)
        made.pages[0].Annots = Array([made.make_indirect(note)])

    return pdf(add)


def with_attachment() -> bytes:
    return pdf(lambda made: made.attachments.__setitem__("run.exe", b"MZ"))


def with_form(**more) -> bytes:
    return pdf(lambda made: made.Root.__setitem__("/AcroForm", Dictionary(Fields=[], **more)))


def with_stream(data, **keys) -> bytes:
    """A page whose content is this stream, with these keys."""
    return pdf(lambda made: setattr(made.pages[0], "Contents", made.make_stream(data, **keys)))


def bomb(megabytes=20_000) -> bytes:
    """Some kilobytes that unpack to twenty gigabytes: packed twice, made from one part said over and over."""
    packer = zlib.compressobj(9)
    part = packer.compress(bytes(1_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)
    length = megabytes * 1_000_000
    check = (length % 65_521) << 16 | 1
    once = part + part[2:] * (megabytes - 1) + b"\x03\x00" + check.to_bytes(4, "big")
    twice = zlib.compress(once, 9)
    raw = Array([Name.FlateDecode, Name.FlateDecode])

    def add(made):
        found = made.make_stream(b"")
        found.write(twice, filter=raw, decode_parms=Array([None, None]))
        made.pages[0].Contents = found

    return pdf(add, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def many_objects(number) -> bytes:
    def add(made):
        made.Root.Many = Array([made.make_indirect(Dictionary(N=at)) for at in range(number)])

    return pdf(add, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def deep(levels) -> bytes:
    """Lists in lists: not by pikepdf, which would itself go that deep."""
    nested = b"[" * levels + b"]" * levels
    return by_hand(b"<< /Type /Catalog /Pages 2 0 R /Deep " + nested + b" >>")


def by_hand(catalogue: bytes) -> bytes:
    """A PDF in plain bytes with this catalogue."""
    parts = [catalogue, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
             b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"]  # fmt: skip
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, part)
    start = len(out)
    out += b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start)


def picture(kind="JPEG", size=(40, 30), mode="RGB", **how) -> bytes:
    out = BytesIO()
    Image.new(mode, size, 90 if mode in ("L", "P") else (200, 120, 40, 255)[: len(mode)]).save(out, kind, **how)
    return out.getvalue()


def photo_of_a_place() -> bytes:
    """Made by a camera that was held upright, at a place it wrote down."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Demo-camera"
    exif.get_ifd(0x8825)[2] = (52.0, 13.0, 30.0)
    return picture(exif=exif, comment=b"Demo-geheim")


def moving() -> bytes:
    other = Image.new("RGB", (40, 30), "blue")
    return picture("PNG", save_all=True, append_images=[other])


def huge_head() -> bytes:
    """A PNG of some bytes that says it is a hundred thousand pixels wide and high."""
    small = picture("PNG")
    head = b"IHDR" + (100_000).to_bytes(4, "big") * 2 + small[24:29]
    return small[:12] + head + zlib.crc32(head).to_bytes(4, "big") + small[33:]


def noise() -> bytes:
    """A PNG of nearly 5 MB, since noise does not pack."""
    out = BytesIO()
    Image.frombytes("RGB", (1280, 1290), random.Random(1).randbytes(1280 * 1290 * 3)).save(out, "PNG")
    return out.getvalue()


def seen_in(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(data))


def pdf_in_plain(data: bytes) -> bytes:
    """The whole PDF with nothing packed, so that one can search it."""
    out = BytesIO()
    with opened(data) as found:
        found.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all,
                   object_stream_mode=pikepdf.ObjectStreamMode.disable)  # fmt: skip
    return out.getvalue()
