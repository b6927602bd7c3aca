"""The audit of every page finds each fault, and lets a good page be."""

from __future__ import annotations

import pytest
from flask import Flask, request

from tests.builders.browsing import AuditingClient, form_values, soup_of
from tests.page_audit import PageFaults, audit_page, page_faults

FORM = (
    '<form method="post"><input type="hidden" name="csrf_token" value="x">'
    '<label for="a">A</label><input id="a" name="a"></form>'
)
GOOD = (
    '<html lang="nl"><head><title>Plannen</title></head>'
    f"<body><main><h1>Plannen</h1><h2>Nieuw</h2>{FORM}</main></body></html>"
)


def test_a_good_page_has_no_faults():
    assert list(page_faults(GOOD)) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (' lang="nl"', "", "no language"),
        ("<title>Plannen</title>", "<title> </title>", "no title"),
        ("<h1>Plannen</h1>", "", "0 h1 headings"),
        ("<h2>Nieuw</h2>", "<h1>Nieuw</h1>", "2 h1 headings"),
        ("<h2>Nieuw</h2>", "<h3>Nieuw</h3>", "h3 after h1"),
        ("<h2>Nieuw</h2>", "<h2></h2>", "empty h2"),
        ("<h2>", '<h2 id="a">', "id 'a' stands 2 times"),
        ("<h2>", '<h2 aria-labelledby="nowhere">', "points at nothing"),
        ('<label for="a">A</label>', "", "field 'a' has no label"),
        ('name="csrf_token" value="x"', 'name="csrf_token" value=""', "POST form without a token"),
        (
            "<h2>",
            '<form method="get"><input type="hidden" name="csrf_token" value="x"></form><h2>',
            "GET form that shows",
        ),
        ("<h2>", '<h2 style="color:red">', "style attribute"),
        ("<h2>", "<style>h2{}</style><h2>", "inline <style>"),
        ("<h2>", "<script>go()</script><h2>", "inline script"),
        ("<h2>", '<h2 onclick="go()">', "onclick"),
        ("<h2>", '<a href="javascript:go()">x</a><h2>', "javascript address"),
        ("<h2>", '<img alt="" src="https://elsewhere.example/x.png"><h2>', "a third party"),
        ("<h2>", '<img src="/x.png"><h2>', "image without alt"),
        ("<h2>", "<a href='/x'></a><h2>", "without a name"),
        ("Nieuw", "Nog %(amount)s over", "left-over '%(amount)s'"),
        ("Nieuw", "Bedacht door None", "left-over 'None'"),
        ("Nieuw", "&lt;Proposal.title object at 0x1&gt;", "left-over"),
        ("Nieuw", "{{ title }}", "left-over '{{'"),
        ("Nieuw", "Tom &amp;amp; Jerry", "left-over '&amp;'"),
    ],
)
def test_each_fault_of_a_page_is_named(old, new, fault):
    assert old in GOOD
    assert any(fault in each for each in page_faults(GOOD.replace(old, new, 1)))


def test_what_people_typed_may_hold_anything():
    typed = '<textarea aria-label="x">None of {{ this }}</textarea><p data-written>None of &amp;lt;b&amp;gt;</p>'
    assert list(page_faults(GOOD.replace("<h2>", f"{typed}<h2>"))) == []


def test_all_faults_come_at_once_with_the_address():
    with pytest.raises(PageFaults, match=r"(?s)/plannen.*no language.*2 h1") as found:
        audit_page(GOOD.replace(' lang="nl"', "").replace("h2>", "h1>"), "/plannen")
    assert len(str(found.value).splitlines()) == 3


def echo():
    return request.form.to_dict()


@pytest.fixture
def small():
    app = Flask("small")
    app.test_client_class = AuditingClient
    page = GOOD.replace('id="a" name="a"', 'id="a" name="a" value="1"').replace(
        "</form>",
        '<input type="checkbox" aria-label="b" name="b" checked><input type="radio" aria-label="c" name="c" value="2">'
        '<select aria-label="d" name="d"><option value="x">X</option><option value="y" selected>Y</option></select>'
        '<textarea aria-label="e" name="e">\ntekst</textarea><button name="go" value="3">Verder</button></form>',
    )
    app.add_url_rule("/", "home", lambda: page)
    app.add_url_rule("/", "send", echo, methods=["POST"])
    app.add_url_rule("/bad", "bad", lambda: "<h1>1</h1>")
    return app


def test_the_client_audits_what_it_gets(small):
    with pytest.raises(PageFaults, match="200 /bad"):
        small.test_client().get("/bad")


def test_the_client_sends_a_form_as_a_browser_does(small):
    client = small.test_client()
    untouched = {"csrf_token": ["x"], "a": ["1"], "b": ["on"], "d": ["y"], "e": ["tekst"]}
    assert form_values(soup_of(client.get("/")).form) == untouched
    assert client.send("/").json == {"csrf_token": "x", "a": "1", "b": "on", "d": "y", "e": "tekst"}
    sent = client.send("/", {"a": "9", "b": None, "c": "2"}, button="go").json
    assert sent == {"csrf_token": "x", "a": "9", "c": "2", "d": "y", "e": "tekst", "go": "3"}
