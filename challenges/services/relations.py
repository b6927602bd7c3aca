"""What somebody is to a request, for attachments and support: the applicant's side, who handles it, or nobody."""

from __future__ import annotations

from sqlalchemy.orm import Session

from accounts.queries import mandate_in
from challenges.models import Challenge
from challenges.rules.attaching import Relation
from challenges.rules.states import By
from challenges.services.steps import roles_to
from logbook.actors import Actor, Role

_AS_STAFF = {By.COORDINATOR: Relation.COORDINATOR, By.COLLEGE_CLERK: Relation.COLLEGE_CLERK}


def relations_to(session: Session, actor: Actor | None, challenge: Challenge) -> frozenset[Relation]:
    """Nobody is on both sides: who asks, wrote it, or acts for the organisation is no staff to it."""
    if actor is None:
        return frozenset()
    roles = roles_to(session, actor, challenge)
    if By.APPLICANT in roles:
        return frozenset({Relation.APPLICANT})
    if challenge.organisation_id is not None and mandate_in(session, challenge.organisation_id, actor.key):
        return frozenset({Relation.WRITER})
    if actor.key in (challenge.person_key, challenge.entered_by_key):
        return frozenset()
    advises = frozenset({Relation.ADVISER}) if actor.has(Role.REVIEWER, challenge.area_code) else frozenset()
    return frozenset(_AS_STAFF[by] for by in roles) | advises
