"""Where an administrator or somebody of finance begins: the way to every page about years, rounds and people."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template
from flask_babel import gettext as _

import access
from logbook.actors import Role
from pages.blueprint import blueprint


@dataclass(frozen=True)
class Task:
    """A page of the administration, and what one does there."""

    url: str
    label: str
    text: str
    roles: frozenset[Role]


@blueprint.get("/beheer")
@access.open_to(Role.ADMINISTRATOR, Role.FINANCE)
def administration() -> str:
    mine = [task for task in _tasks() if task.roles & access.current_actor().roles]
    return render_template("statements/administration.html", tasks=mine)


ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
BOTH = ADMINISTRATOR | {Role.FINANCE}


def _tasks() -> list[Task]:
    return [*_of_money(), *_of_plans(), *_of_the_house()]


def _of_money() -> list[Task]:
    return [
        Task("/beheer/jaren", _("Budget years"), _("The money of a year, and the share of each wijk."), BOTH),
        Task(
            "/beheer/vaste-lasten",
            _("What stands fixed"),
            _("Money of years to come that the council has fixed for large projects."),
            BOTH,
        ),
        Task(
            "/beheer/kapitaallasten",
            _("Yearly costs of large projects"),
            _("The interest of each year, and how costs are divided over the years."),
            BOTH,
        ),
        Task("/beheer/betalingen", _("Payments"), _("Approve payments, and bring in what is paid."), BOTH),
    ]


def _of_plans() -> list[Task]:
    return [
        Task("/beheer/rondes", _("Rounds"), _("When people send in plans, and when they vote."), ADMINISTRATOR),
        Task(
            "/beheer/kleine-plannen",
            _("Limits of small plans"),
            _("How much at most, and within how many days people hear."),
            ADMINISTRATOR,
        ),
        Task(
            "/beheer/mandaten", _("Mandates"), _("Who may decide about small plans, and up to how much."), ADMINISTRATOR
        ),
        Task(
            "/beheer/uitdaagrecht",
            _("Right to challenge"),
            _("Whether people can ask to take over a task, and within how long they hear."),
            ADMINISTRATOR,
        ),
        Task("/beheer/partners", _("Partners"), _("Organisations that can join in with small plans."), ADMINISTRATOR),
    ]


def _of_the_house() -> list[Task]:
    return [
        Task("/beheer/mensen", _("People"), _("Invite people, or close their account."), ADMINISTRATOR),
        Task("/beheer/drempels", _("Thresholds"), _("From when on a plan is a large project."), ADMINISTRATOR),
        Task("/beheer/begrotingscyclus", _("Budget cycle"), _("When the council decides about large projects."), BOTH),
        Task("/beheer/gemeente", _("The municipality"), _("Its name, and where people get help."), ADMINISTRATOR),
    ]
