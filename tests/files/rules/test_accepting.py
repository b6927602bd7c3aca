"""Which files are accepted at first sight, how many, and what they are called."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from files.rules.faults import FAULT_WORDS, FileFault
from files.rules.kinds import MOST_BYTES, MediaType, fault_of_bytes, media_type_of
from files.rules.limits import fault_of_one_more
from files.rules.names import tidy_name

MB = 1_000_000


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", MediaType.PDF),
        (b"\xff\xd8\xff\xe0", MediaType.JPEG),
        (b"\x89PNG\r\n\x1a\n", MediaType.PNG),
        (b"<html>%PDF-1.7", None),
        (b"\n%PDF-1.7", None),
        (b"GIF89a", None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", None),
        (b"", None),
    ],
)
def test_the_kind_is_what_the_first_bytes_say(data, kind):
    assert media_type_of(data) is kind


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"%PDF-" + bytes(MOST_BYTES), "too large"),
        (b"PK\x03\x04 word/document.xml", "save it as PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "spreadsheet"),
        (b"\x00\x00\x00\x18ftypheic\x00", "as JPEG"),
        (b"GIF89a", "picture of another kind"),
        (b"RIFF\x00\x00\x00\x00WEBP", "picture of another kind"),
        (b"<!doctype html><script>alert(1)</script>", "cannot accept"),
        (b"MZ\x90\x00", "cannot accept"),
    ],
)
def test_what_is_not_accepted_is_refused_with_what_one_can_do(data, words):
    fault = fault_of_bytes(data)
    assert fault is not None
    assert words in fault.text


def test_a_file_of_exactly_five_megabytes_is_not_too_large():
    assert fault_of_bytes(b"%PDF-" + bytes(MOST_BYTES - 5)) is None


def test_every_fault_has_words():
    assert set(FAULT_WORDS) == set(FileFault)


@pytest.mark.parametrize(
    ("sizes", "new", "ever", "words"),
    [
        ([2 * MB] * 9, 2 * MB, 9, None),
        ([1] * 10, 1, 10, "attachments, and that is the most. Take"),
        ([], 1, 30, "Call us"),
        ([5 * MB] * 5, 1, 5, "25 MB"),
        ([5 * MB] * 4, 5 * MB, 4, None),
        ([5 * MB] * 4 + [1], 5 * MB, 5, "25 MB"),
    ],
)
def test_ten_files_and_25_megabytes_together_are_the_most(sizes, new, ever, words):
    fault = fault_of_one_more(sizes, new, ever)
    assert (fault is None) if words is None else (fault is not None and words in fault.text)


@pytest.mark.parametrize(
    ("sent", "kind", "kept"),
    [
        ("Buren 2026.JPG", MediaType.PDF, "Buren 2026.pdf"),
        (r"C:\lijsten\Buren.pdf", MediaType.PDF, "Buren.pdf"),
        ("../../etc/passwd", MediaType.PDF, "passwd.pdf"),
        ("lijst.pdf.jpg.PDF", MediaType.JPEG, "lijst.jpg"),
        ("lijst\u202efdp.exe", MediaType.PDF, "lijstfdp.exe.pdf"),
        ("a\x00b\r\nc: d.png", MediaType.PNG, "abc d.png"),
        ("...", MediaType.PDF, "bijlage.pdf"),
        (".pdf", MediaType.PDF, "bijlage.pdf"),
        ("", MediaType.JPEG, "bijlage.jpg"),
        ("Offerte café €.pdf", MediaType.PDF, "Offerte café €.pdf"),
        ('"><script>.pdf', MediaType.PDF, "script.pdf"),
    ],
)
def test_a_name_is_tidied_and_ends_as_the_content_says(sent, kind, kept):
    assert tidy_name(sent, kind) == kept


@given(st.text(max_size=300), st.sampled_from(MediaType))
def test_a_name_never_has_a_path_or_an_unseen_sign_and_is_never_long(sent, kind):
    name = tidy_name(sent, kind)
    assert 5 <= len(name) <= 100
    assert not set(name) & set('/\\<>:"|?*')
    assert not [sign for sign in name if unicodedata.category(sign).startswith("C")]
    assert not name.startswith(".")
    assert tidy_name(name, kind) == name
