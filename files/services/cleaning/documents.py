"""A PDF read from end to end and written anew: what can act is refused, what tells who made it is left out.

Everything that no page leads to is dropped by the writing: earlier versions, and what was put in front or behind.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Pdf, Stream, StreamDecodeLevel

from files.rules.faults import FileFault
from files.rules.kinds import MOST_BYTES
from files.services.cleaning.pictures import Unfit
from files.services.cleaning.segments import without_segments

MOST_PAGES = 300
MOST_OBJECTS = 60_000
DEEPEST = 60
ACTING_KEYS = frozenset({"/JS", "/JavaScript", "/AA", "/XFA"})
CARRYING_KEYS = frozenset({"/EmbeddedFiles", "/EF", "/RichMediaContent", "/RichMediaSettings", "/AF"})
ACTS = frozenset({"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/ResetForm", "/GoToR", "/GoToE",
                  "/Rendition", "/Movie", "/Sound", "/RichMediaExecute"})  # fmt: skip
CARRIERS = frozenset({"/RichMedia", "/3D", "/Screen", "/Movie", "/Sound", "/FileAttachment", "/EmbeddedFile",
                      "/PS"})  # fmt: skip
TELLS_WHO = ("/Metadata", "/PieceInfo", "/LastModified")
HARMLESS_SCHEMES = frozenset({"http", "https", "mailto", "tel"})


def clean_document(data: bytes) -> bytes:
    """The same pages as a new PDF of at most 5 MB. Raises Unfit."""
    try:
        with pikepdf.open(BytesIO(data), attempt_recovery=False, suppress_warnings=True) as pdf:
            _refuse_size(pdf)
            _drop_opening(pdf)
            for each in (pdf.trailer, *pdf.objects):
                _look_into(each, 0)
            return _written(pdf)
    except pikepdf.PasswordError as error:
        raise Unfit(FileFault.ENCRYPTED) from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError) as error:
        # one that is locked cannot be unlocked where nothing can be opened: not even the source of chance
        raise Unfit(FileFault.ENCRYPTED if b"/Encrypt" in data else FileFault.BROKEN) from error


def _refuse_size(pdf: Pdf) -> None:
    if pdf.is_encrypted:
        raise Unfit(FileFault.ENCRYPTED)
    if len(pdf.objects) > MOST_OBJECTS:
        raise Unfit(FileFault.TOO_COMPLEX)
    if not 0 < len(pdf.pages) <= MOST_PAGES:
        raise Unfit(FileFault.TOO_MANY_PAGES if len(pdf.pages) else FileFault.BROKEN)


def _drop_opening(pdf: Pdf) -> None:
    """Word processors say at which page a reader begins: that goes. Whatever else happens at opening is refused."""
    found = pdf.Root.get("/OpenAction")
    if found is None:
        return
    if isinstance(found, Dictionary) and found.get("/S") != Name.GoTo:
        raise Unfit(FileFault.ACTIVE)
    del pdf.Root["/OpenAction"]


def _look_into(found: Object, depth: int) -> None:
    """One object with everything that stands inside it; what it points at has a turn of its own."""
    if depth > DEEPEST:
        raise Unfit(FileFault.TOO_COMPLEX)
    if isinstance(found, Dictionary | Stream):
        _judge(found)
        for _, value in found.items():
            _look_deeper(value, depth)
        if isinstance(found, Stream):
            _drop_segments(found)
    elif isinstance(found, Array):
        for value in found:
            _look_deeper(value, depth)


def _look_deeper(value: Any, depth: int) -> None:
    if isinstance(value, Dictionary | Stream | Array) and not value.is_indirect:
        _look_into(value, depth + 1)


def _judge(found: Any) -> None:
    keys = set(found.keys())
    if keys & ACTING_KEYS or "/OpenAction" in keys or str(found.get("/S", "")) in ACTS:
        raise Unfit(FileFault.ACTIVE)
    if keys & CARRYING_KEYS or str(found.get("/Subtype", "")) in CARRIERS or str(found.get("/Type", "")) in CARRIERS:
        raise Unfit(FileFault.EMBEDDED)
    if "/F" in keys and isinstance(found, Stream):
        # the bytes of the stream would come from another file
        raise Unfit(FileFault.EMBEDDED)
    if "/URI" in keys and not _is_harmless(found):
        raise Unfit(FileFault.LINK)
    for name in TELLS_WHO:
        if name in keys:
            del found[name]
    if "/Contents" in keys and "/T" in keys and "/Rect" in keys:
        # who wrote a note in the margin
        del found["/T"]


def _is_harmless(found: Any) -> bool:
    """A link to a website, an address or a telephone number; a place in the same site without a scheme too."""
    address = found["/URI"]
    if isinstance(address, Dictionary):
        # the catalogue's own entry: the start of all its addresses
        address = address.get("/Base", pikepdf.String(""))
    written = re.sub(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\ufeff]", "", str(address)).lower()
    scheme, colon, _ = re.split(r"[/?#]", written, maxsplit=1)[0].partition(":")
    return not colon or scheme in HARMLESS_SCHEMES


def _drop_segments(found: Stream) -> None:
    """A photo in a PDF is a whole JPEG, with what the camera wrote in it: the place too."""
    if found.get("/Filter") in (Name.DCTDecode, Array([Name.DCTDecode])):
        parameters = found.get("/DecodeParms")
        parameters = parameters if isinstance(parameters, Dictionary | Array) else None
        found.write(without_segments(found.read_raw_bytes()), filter=Name.DCTDecode, decode_parms=parameters)


def _written(pdf: Pdf) -> bytes:
    for name in ("/Info", "/ID"):
        if name in pdf.trailer:
            del pdf.trailer[name]
    out = BytesIO()
    pdf.save(
        out,
        compress_streams=True,
        recompress_flate=True,
        stream_decode_level=StreamDecodeLevel.generalized,
        object_stream_mode=ObjectStreamMode.generate,
    )
    if len(out.getvalue()) > MOST_BYTES:
        raise Unfit(FileFault.TOO_LARGE)
    return out.getvalue()
