"""The words of a report's codes: lines, sections, tables, columns and rows."""

from __future__ import annotations

from areas.rules.themes import THEMES
from budget.rules.ledger import Part
from budget.words import PARTS
from lives.messages import Message, msg
from neighbourhoods.rules.partners import KINDS as PARTNER_KINDS
from reports.rules.content import Line

LINES: dict[Line, Message] = {
    Line.CYCLE: msg("The neighbourhood cycle"),
    Line.VISIBLE: msg("Visible in the neighbourhood"),
    Line.DIGITAL: msg("Digital approach"),
    Line.DIALOGUE: msg("Lasting dialogue"),
}
SECTIONS: dict[str, Message] = {
    "money": msg("What became of the money"),
    "themes": msg("What the money went to"),
    "vote": msg("The votes of the residents"),
    "deals": msg("Deals with the neighbourhood"),
    "small_plans": msg("Small plans and their answers"),
    "digital": msg("What came in through the site"),
    "partners": msg("Partners that joined in with small plans"),
}
TABLES: dict[str, Message] = {
    "money_result": msg("The money of all areas together"),
    "money_whole": msg("Where the money of all areas is"),
    "money_areas": msg("The money by area"),
    "money_parts": msg("Where the money of each area is"),
    "hours_result": msg("The staff hours of all areas together"),
    "hours_whole": msg("Where the staff hours of all areas are"),
    "hours_areas": msg("The staff hours by area"),
    "hours_parts": msg("Where the staff hours of each area are"),
    "themes_whole": msg("The money by theme"),
    "themes_areas": msg("The money by theme in each area"),
    "vote_years": msg("The votes beside last year"),
    "vote_areas": msg("The votes by area"),
    "vote_themes": msg("The plans on the ballot by theme in each area"),
    "deals_years": msg("The deals beside last year"),
    "deals_areas": msg("The deals by area"),
    "deals_themes": msg("The deals by theme"),
    "deals_results": msg("What came of each deal"),
    "small_years": msg("Small plans beside last year"),
    "small_areas": msg("Small plans by area"),
    "digital_areas": msg("Sent through the site, by area"),
    "partners_kinds": msg("Partners by kind"),
}
COLUMNS: dict[str, Message] = {
    "came_in": msg("Came in"),
    "realised": msg("Realised"),
    "bound": msg("Promised or fixed"),
    "left": msg("Left over"),
    "promised": PARTS[Part.PROMISED],
    "delivered": PARTS[Part.DELIVERED],
    "paid": PARTS[Part.PAID],
    "together": msg("Together"),
    "codes": msg("Voting codes handed out"),
    "ballots": msg("Voters"),
    "turnout": msg("Turnout"),
    "on_ballot": msg("Plans on the ballot"),
    "won": msg("Plans that get money"),
    "pot": msg("Money for the vote"),
    "divided": msg("Divided by the vote"),
    "deals": msg("Deals made"),
    "deals_other": msg("Deals other than green"),
    "deals_green": msg("Green deals"),
    "green_construction": msg("Of these: laying out"),
    "green_management": msg("Of these: management"),
    "green_upkeep": msg("Of these: upkeep"),
    "deals_takeover": msg("Tasks taken over"),
    "agreed": msg("Agreed amount"),
    "agreed_hours": msg("Agreed hours"),
    "kind": msg("Kind of deal"),
    "planned_result": msg("What was meant"),
    "achieved_result": msg("What came of it"),
    "sent": msg("Sent"),
    "granted": msg("Get money"),
    "refused": msg("Get no money"),
    "granted_cents": msg("Granted together"),
    "answered": msg("Answered"),
    "in_time": msg("Answered in time"),
    "plans_sent": msg("Plans sent"),
    "small_plans_sent": msg("Small plans sent"),
    "votes_cast": msg("Votes cast"),
    "partners": msg("Partners"),
    "signatures": msg("Times joined in"),
}
ROWS: dict[str, Message] = {
    **{figure: COLUMNS[figure] for figure in ("came_in", "realised", "bound", "left")},
    "charges": msg("Yearly costs of large projects"),
    "savings": msg("Saved for a purpose"),
    "no_theme": msg("Without a theme"),
    **{f"partner_{kind}": word for kind, word in PARTNER_KINDS.items()},
}
CODES: dict[str, Message] = {
    "green": msg("Green deal"),
    "other": msg("Another deal"),
    "takeover": msg("Task taken over"),
}
"""The words of single values that are codes."""
FIRST_COLUMNS: dict[str, Message] = {
    "area": msg("Area"),
    "theme": msg("Theme"),
    "part": msg("Where the money is"),
    "word": msg("What"),
    "year": msg("Year"),
    "text": msg("Deal"),
}
HOURS_PART = msg("Where the hours are")
TOTAL = msg("Total")
PART_WORDS: dict[str, Message] = {part.value: word for part, word in PARTS.items()}
THEME_WORDS = THEMES
