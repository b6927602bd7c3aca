"""What templates may not do: trust text, carry style or script, or ask a third party."""

from __future__ import annotations

import re

import pytest

from tests.builders.source import ROOT, name_of, product_modules, templates

FORBIDDEN = {
    "text is trusted": re.compile(r"\|\s*safe\b|Markup\(|autoescape\s+false"),
    "a style attribute": re.compile(r"""[\s"']style\s*="""),
    "an own <style>": re.compile(r"<style\b"),
    "script in the page": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>"),
    "a handler in the page": re.compile(r"""[\s"']on[a-z]+\s*=\s*["']"""),
    "a javascript address": re.compile(r"javascript:"),
    "a third party": re.compile(r"""(?:src|srcset|action)\s*=\s*["'](?:https?:)?//"""),
    "a stylesheet from elsewhere": re.compile(r"""<link[^>]*href\s*=\s*["'](?:https?:)?//"""),
}
POST_FORM = re.compile(r"<form\b[^>]*method=[\"']?post.*?</form>", re.IGNORECASE | re.DOTALL)
TOKEN = re.compile(r"hidden_tag\(|csrf_token|booth_token|caller\(")


def faults_of(text):
    found = [name for name, pattern in FORBIDDEN.items() if pattern.search(text)]
    return found + ["a form without a token" for form in POST_FORM.findall(text) if not TOKEN.search(form)]


@pytest.mark.parametrize("path", templates(), ids=name_of)
def test_a_template_does_nothing_it_may_not(path):
    assert faults_of(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{{ text|safe }}", "text is trusted"),
        ("{{ text | safe }}", "text is trusted"),
        ('<p class="a" style="color:red">', "a style attribute"),
        ("<style>p{}</style>", "an own <style>"),
        ("<script>alert(1)</script>", "script in the page"),
        ('<a onclick="go()">', "a handler in the page"),
        ('<a href="javascript:go()">', "a javascript address"),
        ('<img src="https://elsewhere.example/a.png">', "a third party"),
        ('<link rel="stylesheet" href="//elsewhere.example/a.css">', "a stylesheet from elsewhere"),
        ('<form method="post"><button>Go</button></form>', "a form without a token"),
    ],
)
def test_each_fault_is_found(text, fault):
    assert faults_of(text) == [fault]


@pytest.mark.parametrize(
    "text",
    [
        '<script type="module" src="/static/a.js"></script>',
        '<a href="https://elsewhere.example">elders</a>',
        '<form method="post">{{ form.hidden_tag() }}</form>',
        "{{ lifestyle }} {% set option = 1 %}",
    ],
)
def test_what_is_allowed_is_no_fault(text):
    assert faults_of(text) == []


def is_named(name, text):
    """Whether this text names the template, or its folder with a name that is put behind it."""
    quote, folder = "[\"']", name.rpartition("/")[0]
    built = re.escape(f"{folder}/")
    return bool(re.search(f"{quote}({re.escape(name)}{quote}|{built}{quote}|{built}\\{{)", text))


def test_every_template_but_the_stock_of_components_is_used():
    sources = [path.read_text(encoding="utf-8") for path in (*product_modules(), *templates())]
    names = [path.relative_to(ROOT / "templates").as_posix() for path in templates()]
    named = [name for name in names if any(is_named(name, text) for text in sources)]
    assert [n for n in names if n not in named and not re.fullmatch(r"errors/\d{3}\.html|components/.*", n)] == []


def test_only_drawn_codes_are_trusted():
    """segno draws them out of signs that we made: nothing that people type is in them."""
    trusted = [
        name_of(path) for path in product_modules() if re.search(r"\bMarkup\(", path.read_text(encoding="utf-8"))
    ]
    assert trusted == ["accounts/routes/factor.py", "voting/routes/proving.py"]
