"""Reads of deals: one, the lists, the counts, what waits for whom, and the limits of settlement."""

from deals.queries.bands import settlement_bands
from deals.queries.finding import DealPage, deal_page, find_deal, find_photo, is_public, money_of
from deals.queries.lists import (
    DealCount,
    DealFilter,
    DealOfYear,
    copyable_deals,
    deal_counts,
    deals_of_year,
    own_deals,
    public_deals,
    work_of,
)

__all__ = [
    "DealCount",
    "DealFilter",
    "DealOfYear",
    "DealPage",
    "copyable_deals",
    "deal_counts",
    "deal_page",
    "deals_of_year",
    "find_deal",
    "find_photo",
    "is_public",
    "money_of",
    "own_deals",
    "public_deals",
    "settlement_bands",
    "work_of",
]
