"""Templates find their sentences in the language of the page, also when it changes halfway."""

import pytest
from flask import Flask
from flask_babel import Babel, force_locale

from pages import filters
from translations.catalogue import compile_catalogue


@pytest.fixture
def app(tmp_path):
    compile_catalogue()
    app = Flask(__name__)
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(filters.__file__).replace("pages/filters.py", "translations")
    Babel(app, default_locale="nl")
    filters.register(app)
    return app


def test_a_template_speaks_dutch_and_english(app):
    with app.test_request_context():
        template = app.jinja_env.from_string("{{ _('On the ballot') }}")
        assert template.render() == "Op het stembiljet"
        with force_locale("en"):
            assert template.render() == "On the ballot"
        assert template.render() == "Op het stembiljet"


def test_a_template_counts_in_dutch(app):
    template = app.jinja_env.from_string("{{ ngettext('%(num)s day left', '%(num)s days left', days) }}")
    with app.test_request_context():
        assert template.render(days=1) == "nog 1 dag"
        assert template.render(days=3) == "nog 3 dagen"


def test_what_is_put_into_a_sentence_is_still_escaped(app):
    template = app.jinja_env.from_string("{% autoescape true %}{{ _('%(amount)s left', amount=x) }}{% endautoescape %}")
    with app.test_request_context():
        assert template.render(x="<b>5</b>") == "Nog &lt;b&gt;5&lt;/b&gt;"
