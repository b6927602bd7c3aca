"""What an attacking process does to large plans: put one on a ballot, decide twice, change what stands by it."""

from __future__ import annotations

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from financing.services import BodyDecision, college_decides
from lives.periods import day_of
from logbook.actors import Role
from logbook.services import act
from proposals.models import FactCorrection
from proposals.services import Correction, Cost, change_facts, confirm_correction, flag_by_hand, put_on_ballot
from prove.large_town import AT_COLLEGE, FLAGGED, GRANTED, SMALL, TEXT, officer
from prove.town import ADMINISTRATOR, FINANCE, NOW

TIMES = 6


def seal_large(session: Session, number: int) -> None:
    """Seal a plan that is too large, as if somebody had judged it feasible meanwhile."""
    session.execute(text("UPDATE proposal SET state = 'feasible' WHERE id = :id"), {"id": FLAGGED})
    session.commit()
    with act(session, ADMINISTRATOR, NOW, "attack") as a:
        put_on_ballot(a, FLAGGED)


def write_on_ballot(session: Session, number: int) -> None:
    """Write it on the ballot by hand."""
    session.execute(text("UPDATE proposal SET state = 'on_ballot', admissible = true WHERE id = :id"), {"id": FLAGGED})
    session.commit()


def ballot_granted(session: Session, number: int) -> None:
    """Let a plan that the council pays for go back on the way to the ballot."""
    session.execute(text("UPDATE proposal SET state = 'submitted' WHERE id = :id"), {"id": GRANTED})
    session.commit()


def flag_and_seal(session: Session, number: int) -> None:
    """Half of the processes seal plans, the others raise a hard ground at the same moment."""
    plan = SMALL[number % TIMES]
    if number // TIMES % 2:
        flag_by_hand(session, officer(Role.COORDINATOR), NOW, plan, TEXT)
    else:
        with act(session, ADMINISTRATOR, NOW, "attack") as a:
            put_on_ballot(a, plan)


def correct_alone(session: Session, number: int) -> None:
    """One person with both roles makes a hard ground vanish."""
    both = officer(Role.COORDINATOR)
    both = type(both)(both.key, both.grants | FINANCE.grants)
    small = Correction(
        {"touches_public_space": "no", "kind": "none", "life_years": 0}, TEXT, TEXT, (Cost("Klein", 100),)
    )
    if session.scalar(select(FactCorrection.id)) is None:
        session.rollback()
        change_facts(session, both, NOW, FLAGGED, small)
    waiting = session.scalars(select(FactCorrection.id)).one()
    session.rollback()
    confirm_correction(session, both, NOW, waiting)


def decide(session: Session, number: int) -> None:
    """Record the decision of mayor and aldermen, which other clerks do at the same moment."""
    college_decides(
        session, officer(Role.COLLEGE_CLERK), NOW, AT_COLLEGE, BodyDecision(f"BW {number}", day_of(NOW)), is_yes=True
    )


def grant_alone(session: Session, number: int) -> None:
    """Give a credit without a decision of the council."""
    session.execute(
        text("UPDATE capital_case SET state = 'credit_granted' WHERE proposal_id = :id"), {"id": AT_COLLEGE}
    )
    session.commit()


def rewrite_calculation(session: Session, number: int) -> None:
    """Change what a decision counted with."""
    session.execute(text("UPDATE capital_calculation SET investment_cents = 1 WHERE kind = 'grant'"))
    session.commit()


LARGE_ATTACKS = (seal_large, write_on_ballot, ballot_granted, flag_and_seal, correct_alone, decide, grant_alone,
                 rewrite_calculation)  # fmt: skip
