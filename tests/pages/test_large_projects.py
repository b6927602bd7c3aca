"""The public face of large projects: right in every state, with who decided what and what each year costs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from areas.models import AreaKind
from areas.services import NewArea, add_area
from financing.rules.calendar import Target
from financing.rules.funding import Bearer, Funding, whole
from financing.services import (
    Delivery,
    Renewal,
    calculate,
    college_decides,
    council_says_no,
    deliver,
    grant,
    propose_to_council,
    reestimate,
    resume,
    save_first,
    send_to_college,
    start_work,
    take_in,
    use_other_budget,
)
from lives.periods import day_of
from logbook.services import act
from proposals.services import withdraw
from tests.builders.browsing import text_of
from tests.builders.people import ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT
from tests.financing.large_plans import (
    COLLEGE,
    COUNCIL,
    FESTIVAL,
    FESTIVAL_COSTS,
    FIGURES,
    NET,
    advised_plan,
    confirmed_plan,
    decision,
    did,
    flagged_plan,
    granted_plan,
    make_place,
    plan_at_council,
    set_rates,
)
from tests.proposals.plans import GARDEN, GARDEN_COSTS, send_plan

DAY = timedelta(days=1)
WHY_NOT = "Er is geen geld voor dit jaar."
MEENT_SHARE = "€ 30.000"


@pytest.fixture
def town(app, sqlite_database, now):
    place = make_place(sqlite_database, now)
    set_rates(sqlite_database, now, 200)
    return place


def page_text(client, number):
    return text_of(client.get(f"/grote-projecten/{number}", follow_redirects=True))


def cells(table):
    """What each row of a table says."""
    rows = table.select("tbody tr")
    return [[" ".join(cell.get_text().split()) for cell in row.select("th, td")] for row in rows]


def test_a_plan_that_is_merely_flagged_says_who_looks_and_when_the_council_may_decide(
    client, town, sqlite_database, now
):
    text = page_text(client, flagged_plan(sqlite_database, now, town))
    assert "Uit de toets blijkt dat dit plan te groot is voor een stemming in de wijk" in text
    # confirmed after 1 September: a change of the budget, twelve weeks later
    assert "Wij verwachten dat de gemeenteraad beslist op 15 februari 2027" in text
    assert "De gemeenteraad beslist erover verwacht op 15 februari 2027" in text
    assert "Nog niemand heeft uitgerekend wat dit per jaar kost" in text


def test_a_plan_that_only_costs_too_much_never_hears_of_the_council(client, town, sqlite_database, now):
    for number in (
        flagged_plan(sqlite_database, now, town, FESTIVAL, FESTIVAL_COSTS),
        confirmed_plan(sqlite_database, now, town, FESTIVAL, FESTIVAL_COSTS),
    ):
        text = page_text(client, number)
        assert "het is geen investering van de gemeente" in text
        assert "verwacht op" not in text
        assert "De gemeenteraad beslist" not in text
        assert "Beginnen met een deel" in text


def test_a_confirmed_plan_goes_to_finance(client, town, sqlite_database, now):
    text = page_text(client, confirmed_plan(sqlite_database, now, town))
    assert "Daarom gaat het een andere weg: financiën gaat ermee verder" in text
    assert "Dit is te groot voor het geld van de wijk." in text


def taken_in(database, now, town):
    number = confirmed_plan(database, now, town)
    did(database, take_in, FINANCE, now, number)
    return number


def calculated(database, now, town):
    number = advised_plan(database, now, town)
    did(database, calculate, FINANCE, now, number, FIGURES)
    return number


def before_college(database, now, town):
    number = calculated(database, now, town)
    did(database, send_to_college, FINANCE, now, number)
    return number


def approved(database, now, town):
    number = before_college(database, now, town)
    did(database, college_decides, COLLEGE, now, number, decision(now), is_yes=True)
    return number


def college_refused(database, now, town):
    number = before_college(database, now, town)
    did(database, college_decides, COLLEGE, now, number, decision(now, words=WHY_NOT), is_yes=False)
    return number


def council_refused(database, now, town):
    number = plan_at_council(database, now, town)
    did(database, council_says_no, COUNCIL, now, number, decision(now, "RB 2026-60", WHY_NOT), is_deferred=False)
    return number


def deferred(database, now, town):
    number = plan_at_council(database, now, town)
    did(database, council_says_no, COUNCIL, now, number, decision(now, "RB 2026-61", WHY_NOT), is_deferred=True)
    return number


def in_work(database, now, town):
    number = granted_plan(database, now, town)
    did(database, start_work, COORDINATOR, now, number)
    return number


def delivered(database, now, town):
    number = in_work(database, now, town)
    did(database, deliver, COORDINATOR, now, number, Delivery(day_of(now), 170_000_00, "Het park is open."))
    return number


def paid_elsewhere(database, now, town):
    number = taken_in(database, now, town)
    did(database, use_other_budget, FINANCE, now, number, "De vervanging van het park stond al gepland.")
    return number


def saving(database, now, town):
    number = taken_in(database, now, town)
    did(database, save_first, FINANCE, now, number, "De wijk legt eerst geld opzij.")
    return number


def saved(database, now, town):
    number = saving(database, now, town)
    did(database, resume, FINANCE, now, number)
    return number


def withdrawn(database, now, town):
    number = taken_in(database, now, town)
    did(database, withdraw, RESIDENT, now, number)
    return number


@pytest.mark.parametrize(
    ("make", "tag", "sentence", "coming"),
    [
        (taken_in, "Wij rekenen de kosten uit", "Financiën kijkt hoe het plan betaald kan worden, en vraagt", True),
        (advised_plan, "Wij rekenen de kosten uit", "Beheer van straten en groen zegt wat het onderhoud kost", True),
        (calculated, "Wij rekenen de kosten uit", "De kosten per jaar zijn bekend", True),
        (before_college, "Voorstel aan burgemeester en wethouders", "beslissen of zij het plan voorleggen", True),
        (approved, "Burgemeester en wethouders zeggen ja", "Zij leggen het plan voor aan de gemeenteraad", True),
        (college_refused, "Burgemeester en wethouders zeggen nee", "Burgemeester en wethouders zeiden nee", False),
        (plan_at_council, "Voorstel aan de gemeenteraad", "De gemeenteraad beslist op 15 februari 2027", True),
        (council_refused, "De gemeenteraad zegt nee", "De gemeenteraad zei nee", False),
        (deferred, "Uitgesteld", "leggen het plan nog een keer voor", True),
        (granted_plan, "De gemeenteraad zegt ja", "De gemeenteraad zei ja, dus er is geld", True),
        (in_work, "In uitvoering", "Er wordt aan gewerkt", True),
        (delivered, "Klaar", "Het werk is klaar. Hieronder leest u", False),
        (paid_elsewhere, "Betaald uit een ander budget", "Een ander budget van de gemeente betaalt dit plan", False),
        (saving, "De buurt spaart ervoor", "De wijk spaart eerst voor dit plan", False),
        (saved, "Te groot voor het buurtenbudget", "financiën gaat ermee verder", True),
        (withdrawn, "Ingetrokken", "De bedenker heeft dit plan ingetrokken", False),
    ],
)  # fmt: skip
def test_the_page_is_right_in_every_state(client, town, sqlite_database, now, make, tag, sentence, coming):
    number = make(sqlite_database, now, town)
    page = client.page(f"/grote-projecten/{number}-groene-hart-van-de-meent")
    main = page.find("main")
    assert main.select_one(".tag").get_text(strip=True) == tag
    assert sentence in " ".join(main.get_text(" ").split())
    assert bool(main.select(".timeline__item--future")) is coming
    assert len(main.select(".timeline__item--current")) == 1
    # the plan's own page tells the same way, and leads here
    own = client.page(f"/plannen/{number}-groene-hart-van-de-meent")
    ours = [item.get_text(" ", strip=True) for item in main.select(".timeline__item")]
    assert [item.get_text(" ", strip=True) for item in own.select("main .timeline__item")] == ours
    assert sentence in " ".join(own.find("main").get_text(" ").split())
    # and so do the list and the dossier
    assert "Groene Hart van de Meent" in client.page("/grote-projecten").find("main").get_text()
    assert sentence in text_of(client.get(f"/grote-projecten/{number}/dossier"))


def test_refusals_say_who_when_why_and_on_which_reference(client, town, sqlite_database, now):
    text = page_text(client, council_refused(sqlite_database, now, town))
    assert "Burgemeester en wethouders Ja BW 2026-101 23 november 2026" in text
    assert f"Nee RB 2026-60 23 november 2026 {WHY_NOT}" in text


def test_each_year_of_the_life_stands_with_its_parts_to_the_cent(client, town, sqlite_database, now):
    """180,000 over 20 years at 2 %, 3,000 upkeep, ready in 2027: 2028 to 2047, worked out by hand."""
    number = granted_plan(sqlite_database, now, town)
    page = client.page(f"/grote-projecten/{number}-groene-hart-van-de-meent")
    tables = {table.caption.get_text(strip=True): table for table in page.select("main table")}
    years = tables["De kosten van elk jaar, en wat ervan vastligt door een besluit"]
    rows = cells(years)
    assert len(rows) == 20
    assert rows[0] == ["2028", "€ 15.600", "€ 15.600", "€ 9.000", "€ 3.600", "€ 3.000"]
    # in 2040 (year 13) 12 x 9,000 is written off: 72,000 x 2 % = 1,440
    assert rows[12] == ["2040", "€ 13.440", "€ 13.440", "€ 9.000", "€ 1.440", "€ 3.000"]
    assert rows[-1] == ["2047", "€ 12.180", "€ 12.180", "€ 9.000", "€ 180", "€ 3.000"]
    text = " ".join(page.find("main").get_text(" ").split())
    # 217,800 and 20 x 3,000
    assert "Van 2028 tot en met 2047 kost het elk jaar geld: € 15.600 in het eerste jaar, € 277.800 in totaal." in text
    assert f"Dat eerste jaar is 52 % van de {MEENT_SHARE} die Hilversumse Meent per jaar krijgt." in text
    assert "Hilversumse Meent het elk jaar uit het eigen geld betaalt (RB 2026-55)" in text
    assert "Dit heeft de gemeenteraad besloten." in text


def test_what_is_left_for_other_plans_stands_beside_it(client, town, sqlite_database, now):
    """30,000 a year of which 20 % is kept: 24,000 less 15,600 leaves 8,400 to vote about in 2028."""
    number = granted_plan(sqlite_database, now, town)
    page = client.page(f"/grote-projecten/{number}-groene-hart-van-de-meent")
    table = next(t for t in page.select("main table") if "komende jaren" in t.caption.get_text())
    rows = cells(table)
    first = next(row for row in rows if row[0] == "2028")
    assert first == ["2028", "€ 30.000", "€ 15.600", "€ 8.400", "€ 6.000", "€ 0", "–"]
    assert rows[-1][0] == "2047"


def test_a_new_estimate_shows_from_what_to_what_and_why(client, town, sqlite_database, now):
    """At 3 % from 2028 on: 180,000 x 3 % = 5,400, so 17,400 in 2028."""
    number = granted_plan(sqlite_database, now, town)
    set_rates(sqlite_database, now, 300)
    renewal = Renewal(2028, "Rentebesluit 2027", "De rente is hoger geworden.")
    did(sqlite_database, reestimate, FINANCE, now + DAY, number, renewal)
    text = page_text(client, number)
    assert "2028 € 15.600 € 17.400 Rentebesluit 2027" in text
    assert "€ 17.400 in het eerste jaar" in text


def test_the_whole_pot_and_the_programme_are_told_too(client, town, sqlite_database, now):
    number = plan_at_council(sqlite_database, now, town)
    parts = whole(Funding.PROGRAMME, NET, None, None)
    did(sqlite_database, grant, COUNCIL, now, number, decision(now, "RB 2026-70"), parts)
    text = page_text(client, number)
    assert "De gemeenteraad heeft besloten dat de gemeente het betaalt" in text
    assert "Wat blijft er over voor andere plannen" not in text


def test_the_ways_to_pay_stand_beside_each_other_while_nothing_is_decided(client, town, sqlite_database, now):
    text = page_text(client, calculated(sqlite_database, now, town))
    # 15,600 of 100,000 is 16 %, of 30,000 52 %; 180,000 is 6 times 30,000
    assert (
        "Het eerste jaar kost € 15.600: 16 % van de hele pot, maar 52 % van het geld van Hilversumse Meent. In één "
        "keer is het 6 keer dat geld. Drie volle jaren sparen (€ 90.000) is niet genoeg, en ook dan beslist de "
        "gemeenteraad."
    ) in text
    for way in ("In één keer betalen", "uit het geld van deze wijk", "uit de hele pot", "Eerst sparen"):
        assert way in text


def test_the_list_is_filtered_by_wijk_and_by_where_it_stands(client, town, sqlite_database, now):
    granted_plan(sqlite_database, now, town)

    def titles(query):
        return [link.get_text() for link in client.page(f"/grote-projecten{query}").select(".card__link")]

    assert titles("") == ["Groene Hart van de Meent"]
    assert titles("?stand=toestemming") == ["Groene Hart van de Meent"]
    assert titles("?stand=klaar") == []
    assert titles("?wijk=zuid") == []
    assert titles("?stand=onzin&pagina=abc") == ["Groene Hart van de Meent"]
    assert client.get("/grote-projecten?pagina=9").status_code == 302


def test_open_data_tells_the_same(client, town, sqlite_database, now):
    number = granted_plan(sqlite_database, now, town)
    listed = client.get("/grote-projecten.csv?wijk=hilversumse-meent").get_data(as_text=True).splitlines()
    assert listed[1].startswith(f"{number};Groene Hart van de Meent;WK040208;Hilversumse Meent;credit_granted;")
    assert ";180000.00;" in listed[1]
    assert ";RB 2026-55;" in listed[1]
    years = client.get(f"/grote-projecten/{number}/kosten.csv").get_data(as_text=True).splitlines()
    assert len(years) == 21
    assert years[1] == "2028;180000.00;9000.00;3600.00;3000.00;15600.00;15600.00;WK040208;RB 2026-55"


def test_a_mere_doubt_and_a_small_plan_have_no_page_here(client, town, sqlite_database, now):
    doubt = send_plan(sqlite_database, now, town.round_id, GARDEN, GARDEN_COSTS)
    assert client.get(f"/grote-projecten/{doubt}").headers["Location"] == f"/plannen/{doubt}-een-tuin-voor-iedereen"
    client.page(f"/grote-projecten/{doubt}/dossier", 404)
    client.page(f"/grote-projecten/{doubt}/kosten.csv", 404)
    client.page("/grote-projecten/99999999999999999999", 404)
    assert "Er zijn geen grote projecten" in text_of(client.get("/grote-projecten"))


def test_the_meeting_that_is_named_is_told_as_certain(client, town, sqlite_database, now):
    number = approved(sqlite_database, now, town)
    assert "Wij verwachten dat de gemeenteraad beslist op" in page_text(client, number)
    did(sqlite_database, propose_to_council, COLLEGE, now, number, Target.KADERNOTA, date(2027, 7, 7))
    text = page_text(client, number)
    assert "De gemeenteraad beslist op 7 juli 2027" in text
    assert "Wij verwachten dat de gemeenteraad" not in text


def test_the_whole_pot_bears_it_and_the_wijk_loses_its_part(client, town, sqlite_database, now):
    """Of 15,600 the Meent, a quarter of the people (4,160 of 16,640), loses 3,900."""
    with sqlite_database.writing() as session, act(session, ADMINISTRATOR, now, "add_town") as a:
        add_area(a, NewArea("GM0402", "Hilversum", AreaKind.MUNICIPALITY))
    number = plan_at_council(sqlite_database, now, town)
    parts = whole(Funding.CHARGES, NET, Bearer.WHOLE_POT, None)
    did(sqlite_database, grant, COUNCIL, now, number, decision(now, "RB 2026-71"), parts)
    text = page_text(client, number)
    assert "alle wijken het samen betalen, voordat het geld wordt verdeeld (RB 2026-71)" in text
    assert "2028 € 30.000 € 3.900" in text
