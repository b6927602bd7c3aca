"""What other pages trust: fields that lose nothing, faults that lead to their field, words for every state."""

import re

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask_babel import Babel, force_locale
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectChoice, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from pages import filters
from proposals.rules.flags import FlagState
from proposals.rules.life import PlanState
from rounds.rules.calendar import Phase
from rounds.rules.life import RoundState

TEMPLATES = str(filters.__file__).replace("pages/filters.py", "templates")


class MoneyField(StringField):
    """As forms of the house name their amounts."""


class PlanForm(FlaskForm):
    title = StringField("Name", [InputRequired("Give it a name.")], description="Short.")
    amount = MoneyField("Amount", [InputRequired("Fill in an amount.")])
    story = TextAreaField("Story", [Length(max=20, message="Too long.")])
    street = RadioField(
        "Street?", [InputRequired("Choose.")], choices=[SelectChoice("yes", "Yes"), SelectChoice("no", "No")]
    )
    help = SelectMultipleField("Help", choices=[SelectChoice("a", "School"), SelectChoice("b", "Club")])
    agree = BooleanField("I agree", [InputRequired("Tick this.")])


@pytest.fixture
def app():
    app = Flask(__name__, template_folder=TEMPLATES)
    app.config.update(SECRET_KEY="test", WTF_CSRF_ENABLED=False)
    Babel(app, default_locale="en")
    filters.register(app)
    return app


def drawn(app, source, **values):
    return BeautifulSoup(app.jinja_env.from_string(source).render(**values), "html5lib")


ALL = """{% from "components/field.html" import field %}{% from "components/error_summary.html" import error_summary %}
{{ error_summary(form) }}{% for f in form %}{{ field(f, kind="choices" if f.name == "help" else None) }}{% endfor %}"""


@pytest.fixture
def filled(app):
    with app.test_request_context(method="POST", data={"title": "", "story": "x" * 25 + "</textarea><b>", "help": "b"}):
        form = PlanForm()
        form.validate()
        yield drawn(app, ALL, form=form)


def test_every_fault_leads_to_a_field_that_is_there(filled):
    targets = [link["href"].removeprefix("#") for link in filled.select(".error-summary a")]
    assert targets == ["title", "amount", "story", "street-0", "agree"]
    assert all(filled.find(id=target) for target in targets)


def test_a_field_in_error_says_so_and_names_its_hint_and_error(filled):
    title = filled.find(id="title")
    assert title["aria-invalid"] == "true"
    assert title["aria-describedby"].split() == ["title-hint", "title-error"]
    assert "Give it a name." in filled.find(id="title-error").get_text()


def test_what_was_typed_stays_whole_and_is_never_html(filled):
    assert filled.find(id="story").get_text().strip() == "x" * 25 + "</textarea><b>"


def test_the_browser_may_neither_cut_nor_block(filled):
    for field in filled.select("input, textarea, select"):
        assert not {"maxlength", "minlength", "required"} & set(field.attrs)
    assert filled.find(id="story")["data-limit"] == "20"


def test_ticks_that_were_set_stay_set(filled):
    boxes = filled.select("input[name=help]")
    assert [(box["value"], box.has_attr("checked")) for box in boxes] == [("a", False), ("b", True)]


def test_fields_that_need_no_answer_say_so_and_others_do_not(filled):
    label = {tag["for"]: tag.get_text() for tag in filled.select("label.field__label")}
    assert "not required" in label["story"]
    assert "not required" not in label["title"]


def test_an_amount_shows_its_currency(filled):
    assert filled.find(id="amount").find_previous_sibling(class_="affix__sign").get_text() == "€"


def test_a_form_without_faults_has_no_summary(app):
    with app.test_request_context():
        assert drawn(app, ALL, form=PlanForm()).select(".error-summary") == []


@pytest.mark.parametrize("state", [*PlanState, *FlagState, *RoundState, *Phase], ids=str)
def test_every_state_has_words_and_a_colour_in_one_place(app, state):
    source = '{% from "components/status_tag.html" import status_tag, tones %}{{ status_tag(state) }}'
    with app.test_request_context(), force_locale("en"):
        tag = drawn(app, source, state=state).select_one(".tag")
        known = app.jinja_env.get_template("components/status_tag.html").module.tones
    assert re.fullmatch(r"[A-Z][\w ,]+", tag.get_text(strip=True))
    assert state.value in known


PAGES = """{% from "components/pagination.html" import pagination %}
{{ pagination(page, pages, "static", {"filename": "x"}) }}"""


def test_a_list_of_one_page_has_no_page_numbers(app):
    with app.test_request_context():
        assert drawn(app, PAGES, page=1, pages=1).body.get_text(strip=True) == ""


def test_pages_keep_the_filters_in_the_address(app):
    with app.test_request_context():
        links = drawn(app, PAGES, page=2, pages=3).select("a")
    assert [link["href"] for link in links] == [f"/static/x?page={number}" for number in (1, 1, 3, 3)]


METER = '{% from "components/booth_meter.html" import booth_meter %}{{ booth_meter(chosen, 1000000) }}'


@pytest.mark.parametrize(("chosen", "words"), [(0, "€10,000 left"), (1000000, "€0 left"), (1250000, "€2,500 too much")])
def test_the_voters_meter_says_what_is_left_without_javascript(app, chosen, words):
    with app.test_request_context():
        assert drawn(app, METER, chosen=chosen).find(attrs={"role": "status"}).get_text() == words
