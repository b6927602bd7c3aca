"""What the money is for, by name: a subject's key such as "deal:7" becomes its title and where to read about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import Column, select
from sqlalchemy.orm import Session

import access
from budget.words import subject_in_words
from challenges.queries.instead import request_of_deal
from database import Model
from pages.plans import plan_url
from wording import say


@dataclass(frozen=True)
class Subject:
    """A title to read, and the public page behind it ("" where there is none)."""

    title: str
    url: str = ""


@dataclass(frozen=True)
class Register:
    """The table in which subjects of a kind stand, the column with their name, and their page by number and name."""

    table: str
    name: str
    page: Callable[[int, str], str]
    page_by: str = ""
    """The column that decides about the page, where that is not the name."""
    key: str = "id"
    """The column with the subject's number, or with the whole subject."""


def _no_page(_number: int, _title: str) -> str:
    return ""


def _deal_page(number: int, state: str) -> str:
    return "" if state == "concept" else f"/afspraken/{number}"


STANDING = Register("standing_commitment", "label", _no_page, key="subject")
REGISTERS = {
    "round": Register("round", "title", lambda _number, slug: f"/plannen?ronde={slug}", "slug"),
    "plan": Register("proposal", "title", plan_url),
    "quick": Register("quick_plan", "title", lambda number, _title: f"/kleine-plannen/{number}"),
    "deal": Register("deal", "title", _deal_page, "state"),
    "charge": STANDING,
    "capital": Register("proposal", "title", lambda number, _title: f"/grote-projecten/{number}"),
    "save": Register("saving", "purpose", _no_page),
}


def titles_of(session: Session, subjects: Iterable[str]) -> dict[str, Subject]:
    """The name and page of each subject: at most one statement for each kind, however many subjects there are.

    A subject without a name of its own is told by its kind and number.
    """
    wanted = {subject for subject in subjects if subject}
    named: dict[str, Subject] = {}
    for kind, register in REGISTERS.items():
        of_kind = {subject for subject in wanted if subject.startswith(f"{kind}:")}
        if of_kind:
            named |= _named(session, kind, register, of_kind)
    # what stands fixed has a label of its own, also where nothing else knows it
    without = {subject for subject in wanted - named.keys() if _may_stand(subject)}
    if without:
        named |= _named(session, "", STANDING, without)
    return {subject: Subject(say(subject_in_words(subject))) for subject in wanted} | named


def _may_stand(subject: str) -> bool:
    kind = subject.partition(":")[0]
    return kind == "capital" or kind not in REGISTERS


def subject_title(subject: str) -> Subject:
    """The name and page of one subject; for many at once ask titles_of."""
    return titles_of(access.reading(), [subject]).get(subject, Subject(""))


def register(app: Flask) -> None:
    app.jinja_env.globals["subject_title"] = subject_title
    app.jinja_env.globals["request_of_deal"] = lambda deal_id: request_of_deal(access.reading(), deal_id)


def _named(session: Session, kind: str, register: Register, subjects: set[str]) -> dict[str, Subject]:
    table = Model.metadata.tables.get(register.table)
    if table is None:
        return {}
    key, name = table.c[register.key], table.c[register.name]
    page_by: Column[str] = table.c[register.page_by] if register.page_by else name
    keys = subjects if register.key == "subject" else {_number(subject) for subject in subjects}
    rows = session.execute(select(key, name, page_by).where(key.in_(keys)))
    if register.key == "subject":
        return {subject: Subject(title) for subject, title, _by in rows if title}
    return {f"{kind}:{number}": Subject(title, register.page(number, by)) for number, title, by in rows if title}


def _number(subject: str) -> int:
    number = subject.partition(":")[2]
    return int(number) if number.isascii() and number.isdigit() and len(number) < 19 else 0
