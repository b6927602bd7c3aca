"""Acts on deals: made, completed, told about, paid for, ended and settled."""

from deals.rules.photos import NewPhoto
from deals.rules.terms import DealKind, NewDeal, Promise, Side, SubKind
from deals.services.bands import set_bands
from deals.services.changing import activate_deal, change_deal, extend_deal, keep_promises, record_result, wait_for
from deals.services.ending import end_deal, hand_in_report, settle_deal, terminate_deal
from deals.services.many import CopiedDeal, copy_deals, make_deals
from deals.services.opening import make_deal, open_deal
from deals.services.paying import ask_deal_payment
from deals.services.progress import add_progress, hide_progress

__all__ = [
    "CopiedDeal",
    "DealKind",
    "NewDeal",
    "NewPhoto",
    "Promise",
    "Side",
    "SubKind",
    "activate_deal",
    "add_progress",
    "ask_deal_payment",
    "change_deal",
    "copy_deals",
    "end_deal",
    "extend_deal",
    "hand_in_report",
    "hide_progress",
    "keep_promises",
    "make_deal",
    "make_deals",
    "open_deal",
    "record_result",
    "set_bands",
    "settle_deal",
    "terminate_deal",
    "wait_for",
]
