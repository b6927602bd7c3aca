"""Real files through the checking process: good ones come back bare, hostile ones are refused, and none takes long."""

from __future__ import annotations

import subprocess
import sys
import time
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageCms

from files.rules.faults import FAULT_WORDS, FileFault
from files.rules.kinds import MOST_BYTES, MediaType
from files.services.cleaning import process
from files.services.cleaning.process import made_anew
from files.services.keeping import read_file
from files.services.refusals import CheckingBusy, FileRefused
from tests.files import made

SCRIPT = {"/S": Name.JavaScript, "/JS": String("app.alert(1)")}


def refused(data, fault, name="lijst.pdf"):
    with pytest.raises(FileRefused) as caught:
        read_file(name, data)
    assert caught.value.message == FAULT_WORDS[fault]


def test_a_pdf_comes_back_as_a_pdf_with_its_pages_and_without_who_made_it():
    def tell(pdf):
        pdf.docinfo["/Author"] = "Demo-schrijver"
        with pdf.open_metadata() as meta:
            meta["dc:creator"] = ["Demo-schrijver"]
        pdf.pages[0].PieceInfo = Dictionary(Who=String("Demo-schrijver"))

    clean = read_file("Offerte.pdf", made.pdf(tell, pages=2, object_stream_mode=pikepdf.ObjectStreamMode.disable))
    assert clean.media_type is MediaType.PDF
    found = made.opened(clean.data)
    assert len(found.pages) == 2
    assert "/Info" not in found.trailer
    assert "/Metadata" not in found.Root
    assert "/PieceInfo" not in found.pages[0]
    plain = made.pdf_in_plain(clean.data)
    assert b"Demo-schrijver" not in plain


def test_who_wrote_a_note_in_the_margin_is_left_out_and_the_note_stays():
    clean = read_file("a.pdf", made.with_note("/Text", T=String("Demo-schrijver"), Contents=String("Klopt dit?")))
    found = made.opened(clean.data)
    note = found.pages[0].Annots[0]
    assert str(note.Contents) == "Klopt dit?"
    assert "/T" not in note


def test_an_earlier_version_that_hides_in_a_pdf_is_gone():
    """A name that was blacked out and saved over: the old text still stands in the file that was sent."""
    first = made.by_hand(b"<< /Type /Catalog /Pages 2 0 R /Old (Demo-geheim) >>")
    begin = len(first)
    newer = b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    table = b"xref\n1 1\n%010d 00000 n \ntrailer\n<< /Size 4 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
    both = first + newer + table % (begin, first.index(b"xref\n"), begin + len(newer))
    assert b"Demo-geheim" in both
    assert b"Demo-geheim" not in made.pdf_in_plain(read_file("a.pdf", both).data)


def test_where_a_word_processor_lets_a_reader_begin_is_dropped_and_no_reason_to_refuse():
    place = made.pdf(lambda pdf: pdf.Root.__setitem__("/OpenAction", Array([pdf.pages[0].obj, Name.Fit])))
    for data in (place, made.at_opening({"/S": Name.GoTo, "/D": String("begin")})):
        assert "/OpenAction" not in made.opened(read_file("a.pdf", data).data).Root


@pytest.mark.parametrize("address", ["https://example.org/a?b:c", "mailto:a@example.org", "tel:14035", "kaart/deel#1"])
def test_a_link_to_a_website_stays(address):
    clean = made.opened(read_file("a.pdf", made.with_link(address)).data)
    assert str(clean.pages[0].Annots[0].A.URI) == address


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (made.pdf(encryption=pikepdf.Encryption(owner="a", user="b")), FileFault.ENCRYPTED),
        (made.pdf(encryption=pikepdf.Encryption(owner="a", user="")), FileFault.ENCRYPTED),
        (b"%PDF-1.7 and nothing else", FileFault.BROKEN),
        (made.pdf()[:-60], FileFault.BROKEN),
        (made.pdf(pages=0), FileFault.BROKEN),
        (made.pdf(pages=301), FileFault.TOO_MANY_PAGES),
        (made.at_opening(SCRIPT), FileFault.ACTIVE),
        (made.at_opening({"/S": Name.Launch, "/F": String("cmd.exe")}), FileFault.ACTIVE),
        (made.at_opening({"/S": Name.GoToE, "/D": String("x")}), FileFault.ACTIVE),
        (made.at_opening({"/S": Name.URI, "/URI": String("https://example.org")}), FileFault.ACTIVE),
        (made.pdf(lambda p: p.pages[0].__setitem__("/AA", Dictionary(O=Dictionary(SCRIPT)))), FileFault.ACTIVE),
        (made.pdf(lambda p: p.Root.__setitem__("/Names", Dictionary(JavaScript=Dictionary(Names=[])))),
         FileFault.ACTIVE),
        (made.with_note("/Link", A=Dictionary(S=Name.Launch, F=String("x"))), FileFault.ACTIVE),
        (made.with_note("/Link", A=Dictionary(S=Name.GoTo, D=String("a"), Next=Dictionary(SCRIPT))),
         FileFault.ACTIVE),
        (made.with_note("/Widget", A=Dictionary(S=Name.SubmitForm, F=String("https://example.org"))),
         FileFault.ACTIVE),
        (made.by_hand(b"<< /Type /Catalog /Pages 2 0 R /Hidden << /S /J#61vaScript /J#53 (x) >> >>"),
         FileFault.ACTIVE),
        (made.with_form(XFA=String("<xdp/>")), FileFault.ACTIVE),
        (made.with_attachment(), FileFault.EMBEDDED),
        (made.with_note("/RichMedia"), FileFault.EMBEDDED),
        (made.with_note("/FileAttachment"), FileFault.EMBEDDED),
        (made.with_note("/Screen"), FileFault.EMBEDDED),
        (made.with_stream(b"(x) print", Type=Name.XObject, Subtype=Name.PS), FileFault.EMBEDDED),
        (made.with_stream(b"x", F=String("/etc/passwd")), FileFault.EMBEDDED),
        (made.with_link("javascript:alert(1)"), FileFault.LINK),
        (made.with_link(" java\tscript:alert(1)"), FileFault.LINK),
        (made.with_link("file:///etc/passwd"), FileFault.LINK),
        (made.with_link("data:text/html,x"), FileFault.LINK),
        (made.many_objects(60_100), FileFault.TOO_COMPLEX),
        (made.deep(80), FileFault.TOO_COMPLEX),
    ],
)  # fmt: skip
def test_a_hostile_or_unreadable_pdf_is_refused(data, fault):
    refused(data, fault)


def test_what_is_put_behind_a_pdf_does_not_come_along():
    """A PDF that is a Java archive or a page at the same time is only a PDF afterwards."""
    clean = read_file("a.pdf", made.pdf() + b"PK\x03\x04<html><script>alert(1)</script>")
    assert b"script" not in clean.data
    assert b"PK\x03\x04" not in clean.data


@pytest.mark.parametrize("front", [b"<html><script>alert(1)</script>", b"GIF89a", b"PK\x03\x04", b"\xef\xbb\xbf"])
def test_a_pdf_with_something_in_front_is_refused(front):
    with pytest.raises(FileRefused):
        read_file("lijst.pdf", front + made.pdf())


@pytest.mark.parametrize("data", [b"<html><script>alert(1)</script>", b"<svg onload='alert(1)'/>", b"", b"%!PS"])
def test_what_only_bears_the_name_of_a_pdf_is_refused(data):
    with pytest.raises(FileRefused):
        read_file("lijst.pdf", data)


def test_a_file_that_unpacks_to_gigabytes_is_given_up_in_time():
    data = made.bomb()
    assert len(data) < 200_000
    began = time.monotonic()
    refused(data, FileFault.GAVE_UP)
    assert time.monotonic() - began < process.PATIENCE_SECONDS + 5


def test_a_file_that_needs_too_much_time_is_given_up():
    assert made_anew(made.pdf(), patience_seconds=0.001) is FileFault.GAVE_UP


def test_when_many_add_files_at_once_the_others_hear_it_soon(monkeypatch):
    monkeypatch.setattr(process, "_places", process.BoundedSemaphore(1))
    with process._places, pytest.raises(CheckingBusy):
        made_anew(made.pdf(), patience_seconds=0.02)


def bound(code, prelude="close_doors()"):
    """What a process with the checker's limits says to this code."""
    program = f"import os, socket\nfrom files.services.cleaning.worker import *\nbind_hands()\n{prelude}\n{code}"
    done = subprocess.run([sys.executable, "-c", program], env=process.ENVIRONMENT, cwd=process.ROOT,
                          capture_output=True, text=True, timeout=60, check=False)  # fmt: skip
    return done.stdout + done.stderr


def test_the_checking_process_gets_no_secret_of_the_server(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "5e" * 32)
    assert set(process.ENVIRONMENT) == {"PYTHONPATH", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"}
    assert "SECRET_KEY" not in bound("print(sorted(os.environ))")


@pytest.mark.parametrize(
    "code",
    ["open('/etc/passwd')", "open('written', 'w')", "socket.socket()", "os.close(0); open('/etc/passwd')", "os.pipe()"],
)
def test_once_it_has_the_file_the_checking_process_opens_nothing(code):
    assert "Too many open files" in bound(code)
    assert not (process.ROOT / "written").exists()


def test_the_checking_process_takes_little_memory_and_says_little(tmp_path):
    assert "MemoryError" in bound("bytearray(1_300_000_000)")
    assert bound("bytearray(300_000_000); print('good')") == "good\n"
    target = tmp_path / "large"
    assert "File too large" in bound(f"open({str(target)!r}, 'wb').write(bytes(6_000_000))", prelude="")
    assert target.stat().st_size <= MOST_BYTES + 1_000


def test_a_photo_loses_its_place_its_camera_and_its_comment_and_stands_upright():
    clean = read_file("IMG_1.jpeg", made.photo_of_a_place())
    seen = made.seen_in(clean.data)
    assert clean.name == "IMG_1.jpg"
    assert dict(seen.getexif()) == {}
    assert seen.size == (30, 40)
    assert b"Demo-" not in clean.data


def test_a_photo_inside_a_pdf_loses_its_place_too():
    photo = made.photo_of_a_place()

    def show(pdf):
        found = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Image, Width=40, Height=30)
        found.write(photo, filter=Name.DCTDecode)
        pdf.pages[0].Resources = Dictionary(XObject=Dictionary(Im=found))

    clean = read_file("scan.pdf", made.pdf(show)).data
    found = made.opened(clean)
    kept = found.pages[0].Resources.XObject.Im.read_raw_bytes()
    assert b"Demo-" in photo
    assert b"Demo-" not in kept
    assert b"Exif" not in kept
    assert made.seen_in(kept).tobytes() == made.seen_in(photo).tobytes()


def test_a_picture_you_can_look_through_stays_so_and_one_in_print_colours_is_readable():
    assert made.seen_in(read_file("a.png", made.picture("PNG", mode="RGBA")).data).mode == "RGBA"
    assert made.seen_in(read_file("a.jpg", made.picture(mode="CMYK")).data).mode == "RGB"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert "icc_profile" not in made.seen_in(read_file("a.jpg", made.picture(icc_profile=profile)).data).info


@pytest.mark.parametrize(
    ("mode", "colour", "seen"),
    [
        ("1", 1, (255, 255, 255)),
        ("L", 100, (100, 100, 100)),
        ("I;16", 128 * 256, (128, 128, 128)),
        ("P", 0, (200, 120, 40)),
        ("RGB", (200, 120, 40), (200, 120, 40)),
        ("LA", (100, 255), (100, 100, 100)),
    ],
)
def test_a_picture_of_any_kind_of_colours_looks_the_same_afterwards(mode, colour, seen):
    picture = Image.new(mode, (20, 20), colour)
    if mode == "P":
        picture.putpalette([200, 120, 40])
    out = BytesIO()
    picture.save(out, "PNG")
    assert made.seen_in(read_file("scan.png", out.getvalue()).data).convert("RGB").getpixel((9, 9)) == seen


def test_a_large_photo_becomes_small_enough():
    clean = read_file("a.jpg", made.picture(size=(5000, 3000)))
    assert made.seen_in(clean.data).size == (4000, 2400)
    assert len(clean.data) <= MOST_BYTES


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (made.huge_head(), FileFault.TOO_MANY_PIXELS),
        (made.picture("PNG", size=(7000, 6000), mode="L"), FileFault.TOO_MANY_PIXELS),
        (made.picture()[:200], FileFault.BROKEN_PICTURE),
        (made.picture("PNG", size=(300, 300))[:-40], FileFault.BROKEN_PICTURE),
        (b"\xff\xd8\xff<script>alert(1)</script>", FileFault.BROKEN_PICTURE),
        (made.moving(), FileFault.MOVING),
    ],
)
def test_a_hostile_or_broken_picture_is_refused(data, fault):
    refused(data, fault, "foto.jpg")


def test_what_is_put_behind_a_picture_does_not_come_along():
    clean = read_file("a.jpg", made.picture() + b"PK\x03\x04<script>alert(1)</script>")
    assert b"script" not in clean.data
