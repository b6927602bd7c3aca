"""Organisations whose number the broker confirmed: one for each number, beside whatever others say of themselves."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from accounts.models import Organisation
from accounts.queries import has_manager, mandate_in
from accounts.rules.organisations import Mandate, OrganisationKind, reaches
from accounts.services.organisations import locked_organisation, write_member
from logbook.services import Act


def come_for_organisation(a: Act, person_key: str, kvk_number: str, name: str) -> int:
    """Let somebody whom the broker sent for this number act for its organisation; the organisation's number.

    The first one manages it, each later one represents it; nobody may do less than before. An organisation that
    somebody wrote down with the same number stays apart: nobody proved that it is the same.
    """
    number = _confirmed(a, kvk_number) or _made(a, person_key, kvk_number, name)
    locked_organisation(a, number)
    wanted = Mandate.REPRESENT if has_manager(a.session, number) else Mandate.MANAGE
    held = mandate_in(a.session, number, person_key)
    if held is None or not reaches(held, wanted):
        write_member(a, number, person_key, wanted)
        a.facts["mandate"] = wanted.value
    a.facts["organisation"] = number
    return number


def _confirmed(a: Act, kvk_number: str) -> int | None:
    chosen = select(Organisation.id).where(
        Organisation.kvk_number == kvk_number, Organisation.kvk_confirmed_at.is_not(None)
    )
    return a.session.scalar(chosen)


def _made(a: Act, person_key: str, kvk_number: str, name: str) -> int:
    """Made once, whoever else comes for the same number now: the unique index decides."""
    row = Organisation(
        name=name or f"KvK {kvk_number}", kind=OrganisationKind.OTHER.value, kvk_number=kvk_number,
        kvk_confirmed_at=a.now, made_at=a.now, made_by_key=person_key,
    )  # fmt: skip
    try:
        with a.session.begin_nested():
            a.session.add(row)
    except IntegrityError:
        found = _confirmed(a, kvk_number)
        assert found is not None
        return found
    return row.id
