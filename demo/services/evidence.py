"""The demo's attachments and support: files drawn on the spot, support on the site and a list on paper.

What stands in them is plainly the demo's: no name, no face, no real firm.
"""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from io import BytesIO

import pikepdf
from PIL import Image, ImageDraw
from sqlalchemy.orm import Session

from challenges.services.attaching import NewAttachment, SentFile, add_attachment
from challenges.services.supporting import count_signatures, hand_in_list, support_challenge
from demo.services.town import Cast
from dialogue.rules.support import Count, NewList
from lives.periods import day_of
from logbook.actors import Actor

OFFER = ("Demo-offerte voor een kleine bus", "Huur van een bus met acht stoelen: 1.450 euro per maand.",
         "Verzekering en onderhoud zijn erbij.", "Demo-Busverhuur, niet bestaand.")  # fmt: skip
LETTER = ("Demo-brief van een ouderenbond", "Wij steunen dit plan van harte.",
          "Bel ons gerust: het nummer staat alleen in deze demo.")  # fmt: skip


def give_evidence(session: Session, applicant: Actor, at: datetime, number: int) -> None:
    """A public offer, a public drawing and a letter that only who handles the request reads."""
    for title, shows, is_private, name, data in (
        ("Offerte voor een kleine bus", "costs", False, "Offerte bus.pdf", written(OFFER)),
        ("De route van de bus", "other", False, "Route.png", route()),
        ("Brief van de ouderenbond", "support", True, "Brief.pdf", written(LETTER)),
    ):
        new = NewAttachment(title, shows, is_private, SentFile(name, data))
        add_attachment(session, applicant, at, number, new)


def gather_support(session: Session, cast: Cast, at: datetime, number: int, homes: list[str | None]) -> None:
    """Residents of the demo say that they support it, one each hour; some say where they live."""
    people = [cast.actors[code] for code, person in cast.people.items() if person.role == "resident"]
    for hour, (who, home) in enumerate(zip(people[5:], homes, strict=False)):
        support_challenge(session, who, at + timedelta(hours=hour), number, home)


def gather_signatures(session: Session, applicant: Actor, counts: Actor, at: datetime, number: int) -> None:
    """One list that was counted again, and one that still must be."""
    market = NewList(64, day_of(at), "Op de weekmarkt en in de wachtkamer")
    one = hand_in_list(session, applicant, at, number, market, SentFile("Lijst 1.png", signed(64)))
    counting = at + timedelta(hours=6)
    count_signatures(session, counts, counting, number, one, Count(61, None, "Drie regels waren niet te lezen."))
    home = NewList(18, day_of(at), "In het buurthuis")
    hand_in_list(session, applicant, at + timedelta(hours=8), number, home, SentFile("Lijst 2.png", signed(18)))


def written(lines: tuple[str, ...]) -> bytes:
    """A page with these lines."""
    made = pikepdf.new()
    page = made.add_blank_page(page_size=(595, 842))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    said = "\n".join(f"({line}) Tj 0 -28 Td" for line in lines)
    page.Contents = made.make_stream(f"BT /F1 16 Tf 60 760 Td\n{said}\nET".encode("latin-1"))
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def route() -> bytes:
    """A line through a town of squares."""
    picture = Image.new("RGB", (900, 500), "#f6f1e4")
    draw = ImageDraw.Draw(picture)
    for left in range(40, 860, 120):
        for top in range(40, 460, 110):
            draw.rounded_rectangle((left, top, left + 80, top + 70), 10, fill="#dcead2")
    stops = [(80, 440), (260, 330), (500, 350), (640, 190), (820, 90)]
    draw.line(stops, fill="#1d6b46", width=12, joint="curve")
    for across, down in stops:
        draw.ellipse((across - 16, down - 16, across + 16, down + 16), fill="#f5b921", outline="#1d1d1d", width=3)
    return _png(picture)


def signed(number: int) -> bytes:
    """A sheet with so many scribbles: nobody's signature."""
    picture = Image.new("L", (620, 60 + 24 * number), 250)
    draw, hand = ImageDraw.Draw(picture), random.Random(number)  # noqa: S311 - scribbles, no secret
    for row in range(number):
        top = 40 + 24 * row
        draw.line((30, top + 20, 590, top + 20), fill=190)
        points = [(60 + 9 * step, top + hand.randint(2, 17)) for step in range(hand.randint(8, 20))]
        draw.line(points, fill=40, width=2)
    return _png(picture)


def _png(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
