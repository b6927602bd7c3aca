"""Every page at both widths: no fault, no stranger asked, one title each, both languages, large letters."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.walking import look_at, send

PUBLIC = Path(__file__).resolve().parents[2] / "public_routes.txt"
NO_PAGE_OF_ITS_OWN = {
    "accounts.accept", "accounts.sign_out", "booth.cast", "booth.choose_plans", "booth.enter", "booth.longer",
    "pages.money_csv", "pages.large_projects_csv", "pages.large_project_csv", "reports.numbers", "reports.workbook",
    "deals.photo", "challenges.attachment", "pages.challenges_csv", "pages.challenges_json",
    # needs a link out of a mail: audited in the tests of small plans
    "quick_plans.join",
    "booth.proof_file", "booth.stop", "pages.healthz", "pages.security_txt", "static",
    # leads to the reason of the plan
    "voting.proposal_result",
    "voting.record", "voting.ballots", "voting.plans_csv", "voting.steps_csv",
    # seen on their way, in the tests of the voter and of the plan
    "booth.check", "booth.choose", "booth.proof", "accounts.sign_in_code", "accounts.invitation",
    # ways to a broker and back, seen in the test that walks them
    "accounts.broker_leave", "accounts.broker_back", "accounts.first_address", "accounts.first_code",
}  # fmt: skip
PAGES = {
    "pages.home": "/",
    "pages.areas": "/wijken",
    "pages.area": "/wijken/meent",
    "pages.plans": "/plannen",
    "pages.plan": "/plannen/{plan}",
    "pages.how_it_works": "/zo-werkt-het",
    "pages.how_we_count": "/zo-tellen-wij",
    "pages.accessibility": "/toegankelijkheid",
    "pages.privacy": "/privacy",
    "pages.security": "/beveiliging",
    "proposals.start": "/plan-maken",
    "accounts.sign_in": "/inloggen",
    "booth.code": "/stemmen",
    "voting.results": "/uitslagen",
    "voting.round_result": "/uitslagen/{round}",
    "voting.area_result": "/uitslagen/{round}/oost",
    "voting.plan_result": "/uitslagen/{round}/oost/plan/3",
    "voting.steps": "/uitslagen/{round}/oost/stappen",
    "voting.compared": "/uitslagen/{round}/oost/vergelijken",
    "voting.what_if": "/uitslagen/{round}/oost/wat-als",
    "voting.recount": "/uitslagen/{round}/oost/narekenen",
    "voting.printed_record": "/uitslagen/{round}/oost/proces-verbaal",
    "pages.money": "/geld",
    "pages.area_money": "/wijken/meent/geld",
    "quick_plans.start": "/klein-plan",
    "quick_plans.plan": "/kleine-plannen/{small}",
    "challenges.requests_page": "/uitdaagrecht",
    "challenges.request_page": "/uitdaagrecht/{challenge}",
    "pages.challenges_open_data": "/uitdaagrecht/open-data",
    "deals.deals": "/afspraken",
    "deals.deal": "/afspraken/{deal}",
    "reports.reports": "/jaarverslagen",
    "reports.report": "/jaarverslagen/{report}",
    "pages.large_projects": "/grote-projecten",
    "pages.large_project": "/grote-projecten/{project}",
    "pages.large_project_dossier": "/grote-projecten/{project}/dossier",
    "demo.tour": "/demo",
    "demo.mail": "/demo/post",
}
MORE = (
    ("/wijken/landelijk-gebied", "a wijk without money"),
    ("/plannen/{large}", "a plan that is too large"),
    ("/plannen/{project}", "a plan that went the whole way to the council"),
    ("/plannen/{refused}", "a plan that cannot go ahead"),
    ("/grote-projecten/{large}", "a large project that is merely flagged"),
    ("/grote-projecten?stand=nee", "no large project found"),
    ("/plannen?zoek=bestaatniet", "nothing found"),
    ("/uitslagen/{open}", "a round that is still open"),
    ("/uitslagen/{round}/oost/stappen?stap=alle", "all steps of a count"),
    ("/uitslagen/{round}/oost/plan/1", "a plan that won or lost"),
    ("/uitslagen/{round}/oost/wat-als?regel=greedy", "another rule asked"),
    ("/uitslagen/{round}/oost/wat-als?pot=veel", "a question that cannot be"),
    ("/uitslagen/{round}/oost?zoek=bus", "a plan found in a result"),
    ("/geld/{past}", "a closed year"),
    ("/wijken/oost/geld/{past}", "a closed year with many movements"),
    ("/kleine-plannen/{waiting}", "a small plan that waits"),
    ("/afspraken?soort=green", "green deals alone"),
    ("/uitdaagrecht/{stopped}", "a request whose clock stands still"),
    ("/uitdaagrecht/{objected}", "a request that was turned down, with an objection"),
    ("/uitdaagrecht?stand=open&volgorde=dagen", "requests that run, the fewest days first"),
    ("/uitdaagrecht?zoek=bestaatniet", "no request found"),
)
STAFF = {
    "coordinator@demo.example": (
        "/werk", "/werk/plannen/{large}", "/werk/plannen/{large}/feiten", "/mijn", "/mijn/account",
        "/werk/kleine-plannen/{waiting}", "/werk/klein-plan", "/werk/afspraken", "/werk/afspraken/nieuw",
        "/werk/afspraken/kopieer", "/werk/afspraken/plakken", "/mijn/kleine-plannen", "/mijn/verzoeken",
        "/werk/uitdaagrecht/{advised}", "/brieven/{letter}",
        "/werk/grote-projecten", "/werk/grote-projecten/{large}",
    ),
    "financien@demo.example": (
        "/beheer/betalingen", "/beheer/betalingen/invoer", "/beheer/vaste-lasten", "/beheer/boekingen/5",
        "/beheer/kapitaallasten", "/beheer/begrotingscyclus", "/werk/grote-projecten/herrekenen",
        "/beheer/jaren/{past}/afsluiten", "/beheer/jaren/{past}/jaarverslag",
    ),
    "bestuur@demo.example": ("/werk/besluiten",),
    "bezwaar@demo.example": (
        "/werk/bezwaren/{objection}", "/werk/uitdaagrecht/{objected}", "/werk/uitdaagrecht/{objected}/bezwaar",
    ),
    "iris@demo.example": ("/mijn/bezwaren", "/mijn/bezwaren/{objection}", "/mijn/verzoeken/{objected}"),
    "bewoner@demo.example": ("/mijn/bezwaren", "/uitdaagrecht/{objected}/bezwaar/1"),
    "beheerder@demo.example": (
        "/beheer", "/beheer/jaren", "/beheer/jaren/nieuw", "/beheer/jaren/{year}", "/beheer/rondes",
        "/beheer/rondes/nieuw", "/beheer/rondes/{open}", "/beheer/rondes/{open}/stemming", "/beheer/mensen",
        "/beheer/mensen/uitnodigen", "/beheer/gemeente", "/beheer/drempels",
        "/beheer/mandaten", "/beheer/partners", "/beheer/kleine-plannen", "/beheer/uitdaagrecht",
    ),
}  # fmt: skip


@pytest.fixture(scope="session")
def numbers(demo_site) -> dict[str, object]:
    """What stands in the addresses of this demo town."""
    with demo_site.database.engine.connect() as connection:
        ask = connection.exec_driver_sql
        return {
            "plan": ask("SELECT id FROM proposal WHERE title = 'Huiswerkkamer met soep'").scalar_one(),
            "large": ask("SELECT id FROM proposal WHERE title LIKE '%%waterspeelplaats%%'").scalar_one(),
            "project": ask("SELECT id FROM proposal WHERE title LIKE '%%Groene Hart van de%%'").scalar_one(),
            "refused": ask("SELECT min(id) FROM proposal WHERE state = 'not_feasible'").scalar_one(),
            "round": ask("SELECT slug FROM round ORDER BY closes_at LIMIT 1 OFFSET 1").scalar_one(),
            "open": ask("SELECT slug FROM round ORDER BY closes_at LIMIT 1 OFFSET 2").scalar_one(),
            "year": ask("SELECT min(year) FROM budget_year").scalar_one(),
            "past": ask("SELECT min(year) FROM budget_year").scalar_one(),
            "deal": ask("SELECT max(id) FROM deal WHERE state = 'in_execution'").scalar_one(),
            "small": ask("SELECT min(id) FROM quick_plan WHERE state = 'refused'").scalar_one(),
            "waiting": ask("SELECT id FROM quick_plan WHERE title = 'Plantenbieb bij de winkels'").scalar_one(),
            "challenge": ask("SELECT id FROM challenge WHERE state = 'granted'").scalar_one(),
            "stopped": ask("SELECT id FROM challenge WHERE state = 'awaiting_completion'").scalar_one(),
            "advised": ask("SELECT id FROM challenge WHERE state = 'assessment'").scalar_one(),
            "objected": ask("SELECT min(challenge_id) FROM objection").scalar_one(),
            "objection": ask("SELECT min(id) FROM objection").scalar_one(),
            "report": ask("SELECT max(id) FROM year_report").scalar_one(),
            "letter": ask("SELECT max(id) FROM letter WHERE about = 'challenge:1'").scalar_one(),
        }


def test_every_public_page_is_in_this_list():
    public = {line.strip() for line in PUBLIC.read_text(encoding="utf-8").splitlines() if line.strip()}
    assert public == (set(PAGES) - {"demo.tour", "demo.mail"}) | NO_PAGE_OF_ITS_OWN


def test_public_pages_have_no_fault_and_a_title_each(visit, demo_site, numbers, width):
    page = visit(demo_site, width)
    titles: dict[str, str] = {}
    for address in [*PAGES.values(), *(address for address, _why in MORE)]:
        path = address.format(**numbers)
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        look_at(page)
        titles[path] = page.title()
    named = [title for path, title in titles.items() if "?" not in path]
    assert len(set(named)) == len(named), titles


@pytest.mark.parametrize("address", STAFF)
def test_pages_of_staff_have_no_fault_and_a_title_each(visit, demo_site, numbers, as_staff, address, width):
    page = visit(demo_site, width)
    as_staff(page, address)
    titles = []
    for each in STAFF[address]:
        answer = page.goto(each.format(**numbers))
        assert answer is not None
        assert answer.status == 200, each
        look_at(page)
        titles.append(page.title())
    assert len(set(titles)) == len(titles), titles


def test_the_other_language_keeps_the_page_and_large_letters_fit(visit, demo_site, numbers):
    page = visit(demo_site, 1280)
    for address in PAGES.values():
        path = address.format(**numbers)
        page.goto(path)
        send(page, "a[hreflang=en], .languages a")
        assert urlsplit(page.url).path.startswith(path), f"{path} became {page.url}"
        expect(page.locator("html")).to_have_attribute("lang", "en")
        assert_large_letters_fit(page)
        send(page, "a[hreflang=nl], .languages a")
        expect(page.locator("html")).to_have_attribute("lang", "nl")
        assert_large_letters_fit(page)


def assert_large_letters_fit(page: Page) -> None:
    """Twice as large letters push nothing out of the window."""
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert over <= 0, f"{page.url} with letters of 200 % is {over} px too wide"


def test_refusals_are_pages_too(visit, demo_site, as_staff, width):
    page = visit(demo_site, width)
    assert status(page, "/bestaat-niet") == 404
    look_at(page)
    assert status(page, "/plannen/999999") == 404
    look_at(page)
    assert status(page, "/stemmen/kiezen") == 200
    assert page.url.endswith("/stemmen?opnieuw=1")
    assert page.locator(".notice").count() == 1
    look_at(page)
    assert status(page, "/beheer") == 200
    assert urlsplit(page.url).path == "/inloggen"
    as_staff(page, "beheerder@demo.example")
    assert status(page, "/werk") == 403
    look_at(page)


def test_an_empty_site_is_complete(visit, site, width):
    page = visit(site, width)
    for path in ("/", "/wijken", "/plannen", "/plan-maken", "/uitslagen", "/stemmen"):
        assert status(page, path) == 200
        look_at(page)
    assert status(page, "/demo/post") == 404


def status(page: Page, path: str) -> int:
    answer = page.goto(path)
    assert answer is not None
    return answer.status
