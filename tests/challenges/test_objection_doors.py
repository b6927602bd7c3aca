"""Every act on the pages of objections, in every state, by everyone: what comes of it is written here by hand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from challenges.rules.states import RequestStep
from challenges.services.hearing import admit_objection, ask_repair, invite, leave_hearing_out, record_hearing
from challenges.services.objecting import object_to, withdraw_objection
from lives.periods import day_of
from logbook.actors import Role
from tests.builders.people import ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT, add_person, make_actor
from tests.challenges.requests import (
    CLERK,
    COUNCIL,
    LETTER,
    NEIGHBOUR,
    REVIEWER,
    WHY_NOT,
    do,
    make_advised,
    make_place,
    new_decision,
    record,
)
from tests.challenges.test_objections import OTHER_CLERK, WHY_I_OBJECT, T, decision, settle

STATES = ("filed", "asked", "admissible", "not heard", "hearing", "heard", "upheld", "dismissed", "inadmissible",
          "withdrawn")  # fmt: skip
OPEN = {"filed", "asked", "admissible", "not heard", "hearing", "heard"}
OBJECTORS = {state: make_actor(f"{state} objects") for state in STATES}
ZUID_CLERK = make_actor("clerk of zuid", Role.COLLEGE_CLERK, area="WK040204")
OUTCOME = {"motivation": "De lijst lag er wel degelijk bij.", "legal_basis": "Awb 7:11", "reference": "BZW 2026-4",
           "announced_on": "2026-11-23"}  # fmt: skip
TYPED = {
    "admit": {}, "ask_repair": {"until": "2026-12-14", "reason": "Zet uw handtekening."},
    "reject": {**OUTCOME, "is_party": "no"}, "committee": {"with_committee": "yes"},
    "invite": {"on_day": "2026-12-14", "place": "10.00 uur, raadhuis"},
    "report": {"report": "De aanvrager liet de lijst zien."},
    "no_hearing": {"reason": "Wij geven helemaal gelijk."}, "put_off": {"reason": "De commissie komt later."},
    "decide": {**OUTCOME, "step": "dismiss"}, "repair": {"addition": "Hierbij mijn handtekening."}, "withdraw": {},
    "wait": {"until": "2027-04-01"},
}  # fmt: skip
BY_THE_CLERK = {
    "admit": {"filed", "asked"},
    "ask_repair": {"filed"},
    "reject": {"filed", "asked"},
    "committee": {"filed", "asked", "admissible", "not heard"},
    "invite": {"admissible", "not heard"},
    "report": {"hearing"},
    "no_hearing": {"admissible"},
    "put_off": OPEN,
    "decide": {"not heard", "heard"},
    # only what came in on paper is added to and taken back here
    "repair": set(),
    "withdraw": set(),
    "wait": set(),
}
BY_THE_OBJECTOR = {"aanvullen": {"asked"}, "intrekken": OPEN, "wachten": OPEN}
# who may never do anything here; the clerk CLERK recorded the decision, the coordinator and reviewer prepared it
NOTHING = {
    "a visitor": (None, 302),
    "who asked": (RESIDENT, 403),
    "a neighbour": (NEIGHBOUR, 403),
    "the coordinator": (COORDINATOR, 403),
    "the reviewer": (REVIEWER, 403),
    "finance": (FINANCE, 403),
    "the council clerk": (COUNCIL, 403),
    "the administrator": (ADMINISTRATOR, 403),
    "a clerk of another wijk": (ZUID_CLERK, 403),
    "who prepared it": (CLERK, 200),
}


# without a session there is no token either; whoever may look gets the refusal on the page or as one
REFUSED = (200, 302, 400, 403)


@pytest.fixture
def made(app, sqlite_database, now):
    """An objection in every state to one refusal; state → number."""
    place = sqlite_database
    make_place(place, now)
    with place.writing() as session:
        for actor in (OTHER_CLERK, ZUID_CLERK, *OBJECTORS.values()):
            add_person(session, actor, now)
    number = make_advised(place, now)
    record(place, now, number, RequestStep.REFUSE, new_decision(now, WHY_NOT))
    about = decision(place, number)
    found = {s: do(place, object_to, OBJECTORS[s], now, number, about, WHY_I_OBJECT, LETTER) for s in STATES}
    for state, each in found.items():
        bring(place, now, each, state)
    return found


def bring(database, now, number, state):
    """To its state by the acts that lead there."""
    later = day_of(now) + timedelta(days=14)
    if state == "asked":
        do(database, ask_repair, OTHER_CLERK, now, number, later, "Zet uw handtekening.", LETTER)
    elif state == "withdrawn":
        do(database, withdraw_objection, OBJECTORS[state], now, number)
    elif state == "inadmissible":
        settle(database, now, number, T.REJECT_AS_INADMISSIBLE, is_party=False)
    elif state != "filed":
        do(database, admit_objection, OTHER_CLERK, now, number)
        if state == "not heard":
            do(database, leave_hearing_out, OTHER_CLERK, now, number, "Wij geven helemaal gelijk.")
        elif state != "admissible":
            do(database, invite, OTHER_CLERK, now, number, later, LETTER)
            if state != "hearing":
                do(database, record_hearing, OTHER_CLERK, now, number, "De aanvrager liet de lijst zien.")
            if state in ("upheld", "dismissed"):
                settle(database, now, number, T.UPHOLD if state == "upheld" else T.DISMISS)


def everything(database):
    """What stands in the tables of objections and in the log."""
    with database.engine.connect() as connection:
        return [
            connection.execute(text(f"SELECT * FROM {table} ORDER BY 1")).all()
            for table in ("objection", "objection_event", "log_row")
        ]


def post(client, url, token, typed=(), prefix=""):
    data = {f"{prefix}-{name}": value for name, value in dict(typed).items()}
    return client.post(url, data={**data, f"{prefix}-csrf_token": token})


def token_of(client):
    page = client.page("/mijn/verzoeken")
    return page.select_one('input[name="csrf_token"]')["value"]


def test_the_tables_name_every_act():
    assert set(BY_THE_CLERK) == set(TYPED)


@pytest.mark.parametrize("who", NOTHING)
def test_who_has_no_part_in_it_can_do_nothing_in_any_state(client, sqlite_database, made, who):
    actor, status = NOTHING[who]
    if actor is not None:
        client.sign_in(actor)
    token = token_of(client) if actor is not None else "x"
    before = everything(sqlite_database)
    for state, number in made.items():
        assert client.get(f"/werk/bezwaren/{number}").status_code == status, state
        own = client.get(f"/mijn/bezwaren/{number}").status_code
        assert own == (302 if actor is None else 403), state
        for action, typed in TYPED.items():
            answer = post(client, f"/werk/bezwaren/{number}/{action}", token, typed, action)
            assert answer.status_code in REFUSED, (state, action)
        for action in BY_THE_OBJECTOR:
            answer = post(client, f"/mijn/bezwaren/{number}/{action}", token, TYPED["repair"], "repair")
            assert answer.status_code in REFUSED, (state, action)
    assert everything(sqlite_database) == before


@pytest.mark.parametrize("action", BY_THE_CLERK)
def test_a_clerk_who_did_not_prepare_it_can_do_this_in_these_states_alone(client, sqlite_database, made, action):
    client.sign_in(OTHER_CLERK)
    token = token_of(client)
    for state, number in made.items():
        before = everything(sqlite_database)
        answer = post(client, f"/werk/bezwaren/{number}/{action}", token, TYPED[action], action)
        happened = everything(sqlite_database) != before
        assert happened == (state in BY_THE_CLERK[action]), (state, answer.status_code)
        assert answer.status_code == 303 if happened else answer.status_code in (200, 403), state


@pytest.mark.parametrize("action", BY_THE_OBJECTOR)
def test_who_objects_can_add_what_was_asked_and_take_it_back(client, sqlite_database, made, action):
    name = {"aanvullen": "repair", "intrekken": "withdraw", "wachten": "wait"}[action]
    for state, number in made.items():
        client.sign_in(OBJECTORS[state])
        client.page(f"/mijn/bezwaren/{number}")
        before = everything(sqlite_database)
        answer = post(client, f"/mijn/bezwaren/{number}/{action}", token_of(client), TYPED[name], name)
        happened = everything(sqlite_database) != before
        assert happened == (state in BY_THE_OBJECTOR[action]), (state, answer.status_code)
        client.page(f"/werk/bezwaren/{number}", 403)


def test_a_clerk_who_objects_handles_it_not_and_odd_addresses_are_not_found(client, sqlite_database, now, made):
    clerk = make_actor("clerk objects", Role.COLLEGE_CLERK)
    with sqlite_database.writing() as session:
        add_person(session, clerk, now)
    own = do(sqlite_database, object_to, clerk, now, 1, 1, WHY_I_OBJECT, LETTER)
    client.sign_in(clerk)
    client.page(f"/werk/bezwaren/{own}", 403)
    client.page(f"/mijn/bezwaren/{own}")
    for odd in ("/werk/bezwaren/0", "/werk/bezwaren/99999999999999999999", "/mijn/bezwaren/999"):
        client.page(odd, 404)
    token = token_of(client)
    assert post(client, f"/mijn/bezwaren/{own}/toveren", token).status_code == 404
    assert post(client, f"/werk/bezwaren/{made['filed']}/toveren", token).status_code == 404
    assert post(client, f"/werk/bezwaren/{made['filed']}/admit", "wrong").status_code in (200, 400)
