"""Files of paid amounts as people send them: read to the cent, or refused in words, and never anything else."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.rules.payment_file import MOST_ROWS, FileRefused, PaidFile, read_file
from budget.rules.payments import PaidRow

TODAY = date(2026, 11, 23)
HEAD = "kenmerk;bedrag;datum;boekstuk\n"
LINE = "LDB-2026-00017;1.250,50;20-11-2026;B-981\n"
ROW = PaidRow(2, 17, "LDB-2026-00017", 125_050, date(2026, 11, 20), "B-981")


def read(text: str, encoding: str = "utf-8") -> PaidFile:
    return read_file(text.encode(encoding), TODAY)


def fault_of(line: str) -> str:
    found = read(HEAD + line)
    assert found.rows == ()
    (fault,) = found.faults
    assert fault.line == 2
    return str(fault.message)


@pytest.mark.parametrize(
    "text",
    [
        HEAD + LINE,
        "\ufeff" + HEAD + LINE,
        (HEAD + LINE).replace("\n", "\r\n"),
        (HEAD + LINE).replace("\n", "\r"),
        HEAD + LINE + "\n;;;\n  \n",
        HEAD.strip() + ";\n" + LINE.strip() + ";\n",
        'reference,amount,date,voucher\nLDB-2026-00017,"1.250,50",2026-11-20,B-981\n',
        "Boekstuknummer;Naam;Betaaldatum;Bedrag;Betalingskenmerk\nB-981;Demo;20-11-2026;€ 1.250,50;ldb-2026-00017",
        'KENMERK;"BEDRAG";datum;boekstuk\n"LDB-2026-00017";"1250,50";20-11-2026;" B-981 "',
    ],
)
def test_tables_as_people_send_them_say_the_same(text: str) -> None:
    assert read(text) == PaidFile((ROW,), ())


def test_windows_1252_is_read_as_it_was_meant() -> None:
    found = read("kenmerk;bedrag;datum;boekstuk\nLDB-2026-00017;€ 1.250,50;20-11-2026;Café-1\n", "cp1252")
    assert [(row.cents, row.voucher) for row in found.rows] == [(125_050, "Café-1")]


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("12,5", 1_250), ("€ 12,-", 1_200), ("-12,50", -1_250), ("12,50-", -1_250), ("€ -12,50", -1_250),
        ("- € 12,50", -1_250), ("\u221212,50", -1_250), ("-1.250,-", -125_000), ("EUR 3", 300),
    ],
)  # fmt: skip
def test_amounts_are_read_to_the_cent(typed: str, cents: int) -> None:
    (row,) = read(HEAD + f"LDB-2026-00017;{typed};20-11-2026;B-1").rows
    assert row.cents == cents


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("LDB-2026-17;1;20-11-2026;B-1", "no payment number"),
        ("LDB-2026-000017;1;20-11-2026;B-1", "no payment number"),
        (";1;20-11-2026;B-1", "no payment number"),
        ("LDB-2026-00017;;20-11-2026;B-1", "Fill in an amount"),
        ("LDB-2026-00017;tien;20-11-2026;B-1", "in figures only"),
        ("LDB-2026-00017;1,250.00;20-11-2026;B-1", "point between thousands"),
        ("LDB-2026-00017;0;20-11-2026;B-1", "The amount is zero"),
        ("LDB-2026-00017;-0,00;20-11-2026;B-1", "The amount is zero"),
        ("LDB-2026-00017;--5;20-11-2026;B-1", "negative"),
        ("LDB-2026-00017;999999999999999999999;20-11-2026;B-1", "too large"),
        ("LDB-2026-00017;1;31-02-2026;B-1", "cannot read this day"),
        ("LDB-2026-00017;1;11/20/2026;B-1", "cannot read this day"),
        ("LDB-2026-00017;1;24-11-2026;B-1", "has not come yet"),
        ("LDB-2026-00017;1;1999-12-31;B-1", "too long ago"),
        ("LDB-2026-00017;1;20-11-2026; ", "Fill in the voucher"),
        (f"LDB-2026-00017;1;20-11-2026;{'9' * 81}", "longer than 80"),
        ("LDB-2026-00017;1;20-11-2026;NL91ABNA0417164300", "bank number"),
        ("LDB-2026-00017;1;20-11-2026;nl91 abna 0417 1643 00", "bank number"),
        ("LDB-2026-00017;1;20-11-2026", "has 3 cells, the header has 4"),
        ("LDB-2026-00017;1;20-11-2026;B-1;more", "has 5 cells, the header has 4"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_with_its_line(line: str, message: str) -> None:
    assert message in fault_of(line)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"\n \n;;\n", "is empty"),
        (HEAD.encode(), "no rows below the header"),
        (b"bedrag;datum;boekstuk\n1;2;3\n", "must hold these columns"),
        (b"kenmerk;bedrag;amount;datum;boekstuk\n1;2;3;4;5\n", "must hold these columns"),
        (LINE.encode(), "must hold these columns"),
        (b"%PDF-1.7\n\x00\x01", "no text file"),
        (b"PK\x03\x04\x14\x00", "no text file"),
        ((HEAD + LINE).encode("utf-16"), "no text file"),
        ((HEAD + 'LDB-2026-00017;"1').encode(), "quotation marks"),
        (HEAD.encode() + b"x" * 1_000_001, "too large"),
        ((HEAD + LINE * (MOST_ROWS + 1)).encode(), "more than 2000 rows"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_as_a_whole(content: bytes, message: str) -> None:
    with pytest.raises(FileRefused, match=message):
        read_file(content, TODAY)


def only_refuses(content: bytes) -> None:
    try:
        found = read_file(content, TODAY)
    except FileRefused:
        return
    assert found.rows or found.faults
    assert all(row.cents and row.paid_on <= TODAY and row.voucher for row in found.rows)
    assert all(str(fault.message) and fault.line > 1 for fault in found.faults)


CELLS = st.one_of(
    st.sampled_from(["LDB-2026-00017", "1.250,50", "-3", "20-11-2026", "2026-11-20", "B-1", '"', '""', "", "-", "€"]),
    st.text(max_size=12),
)


@given(st.binary(max_size=200))
def test_no_bytes_whatever_break_the_reader(content: bytes) -> None:
    only_refuses(content)
    only_refuses(HEAD.encode() + content)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=5), min_size=1, max_size=5), st.sampled_from(["utf-8", "cp1252"]))
def test_no_cells_whatever_break_the_reader(lines: list[list[str]], encoding: str) -> None:
    only_refuses((HEAD + "\n".join(";".join(line) for line in lines)).encode(encoding, "replace"))


@given(st.integers(1, 10**10), st.booleans())
def test_every_amount_of_cents_comes_back_as_it_was_written(cents: int, is_back: bool) -> None:
    whole, part = divmod(cents, 100)
    typed = f"{'-' if is_back else ''}{whole:,}".replace(",", ".") + f",{part:02}"
    (row,) = read(HEAD + f"LDB-2026-00017;{typed};20-11-2026;B-1").rows
    assert row.cents == (-cents if is_back else cents)
