from __future__ import annotations

from flask import Flask

from accounts.models import Person, SecondFactor
from database import Database
from tests.builders.moments import NOW


def test_the_first_administrator_is_made_on_the_command_line(app: Flask) -> None:
    done = app.test_cli_runner().invoke(args=["staff", "add-administrator", "Beheer@Example.org", "--name", "Demo"])
    assert (done.exit_code, done.output) == (
        0,
        "beheer@example.org is an administrator. Sign in at /inloggen.\n",
    )


def test_no_address_is_refused_with_status_1(app: Flask) -> None:
    done = app.test_cli_runner().invoke(args=["staff", "add-administrator", "beheer"])
    assert done.exit_code == 1
    assert "This is not an e-mail address yet." in done.stderr


def test_no_argument_is_wrong_use_with_status_2(app: Flask) -> None:
    assert app.test_cli_runner().invoke(args=["staff", "add-administrator"]).exit_code == 2


def test_the_operator_takes_away_a_lost_factor(app: Flask) -> None:
    house: Database = app.extensions["database"]
    runner = app.test_cli_runner()
    runner.invoke(args=["staff", "add-administrator", "beheer@example.org"])
    with house.writing() as session:
        key = session.query(Person.key).scalar()
        session.add(SecondFactor(person_key=key, secret=b"x", confirmed_at=NOW, last_step=1))
        session.commit()
    done = runner.invoke(args=["staff", "reset-factor", "beheer@example.org", "--ground", "kwijt"])
    assert done.exit_code == 0
    assert runner.invoke(args=["staff", "reset-factor", "x@example.org", "--ground", "kwijt"]).exit_code == 1
