"""From what the records say about a year and the year before to the content of its report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reports.rules.agreements import MadeDeal, deals_section
from reports.rules.content import Content
from reports.rules.digital import SiteUse, digital_section
from reports.rules.money import AccountParts, money_section
from reports.rules.small_plans import Signature, SmallPlan, partners_section, small_plans_section
from reports.rules.themes import SubjectMoney, themes_section
from reports.rules.votes import AreaVote, vote_section


@dataclass(frozen=True)
class YearRecords:
    """Everything that the records say about one year; empty where a subject has nothing to tell."""

    accounts: tuple[AccountParts, ...] = ()
    subjects: tuple[SubjectMoney, ...] = ()
    votes: tuple[AreaVote, ...] = ()
    deals: tuple[MadeDeal, ...] = ()
    small_plans: tuple[SmallPlan, ...] = ()
    site_use: tuple[SiteUse, ...] = ()
    signatures: tuple[Signature, ...] = ()


def report_of(
    year: int, day: date, is_final: bool, areas: dict[str, str], now: YearRecords, before: YearRecords
) -> Content:
    """The report: sections in the order of the source's four lines, those without a subject left out."""
    sections = (
        money_section(year, now.accounts, before.accounts),
        themes_section(year, now.subjects, before.subjects),
        vote_section(year, now.votes, before.votes),
        deals_section(year, now.deals, before.deals),
        small_plans_section(year, now.small_plans, before.small_plans),
        digital_section(year, now.site_use, before.site_use),
        partners_section(year, now.signatures, before.signatures),
    )
    return Content(year, day, is_final, areas, tuple(section for section in sections if section is not None))
