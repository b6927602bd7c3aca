"""The words for the answers on the plan form and on a plan's page: closed lists of code and message."""

from __future__ import annotations

from lives.messages import Message, msg

_UNKNOWN = msg("I do not know")

YES_NO: dict[str, Message] = {"yes": msg("Yes"), "no": msg("No"), "unknown": _UNKNOWN}
KINDS: dict[str, Message] = {
    "green": msg("Plants, trees or grass"),
    "play": msg("Play equipment or a play area"),
    "sports": msg("A place for sports"),
    "street_furniture": msg("Benches, bins or other things in the street"),
    "roads": msg("A street, path or parking place"),
    "lighting": msg("Lamps"),
    "building": msg("A building or a part of it"),
    "water": msg("A pond, ditch or fountain"),
    "bridge": msg("A bridge"),
    "sewers": msg("Sewers"),
    "other": msg("Something else that stays"),
    "none": msg("Nothing that stays, such as a party or lessons"),
    "unknown": _UNKNOWN,
}
ASSETS: dict[str, Message] = {
    "roads": msg("Streets, paths and parking places"),
    "lamps": msg("Lamps"),
    "street_lighting": msg("Lampposts and their cables"),
    "traffic_lights": msg("Traffic lights"),
    "sewers": msg("Sewers"),
    "pumps": msg("Pumps"),
    "play": msg("Play equipment"),
    "sports_ground": msg("Sports grounds"),
    "artificial_turf": msg("Artificial turf"),
    "green": msg("Plants, trees and parks"),
    "street_furniture": msg("Benches, bins and other things in the street"),
    "bridge": msg("Bridges"),
}
NEW_OR_REPAIR: dict[str, Message] = {
    "new": msg("It is new"),
    "replacement": msg("It replaces something old"),
    "life_extending": msg("It makes something old last longer"),
    "maintenance": msg("It is maintenance: repair or care"),
    "unknown": _UNKNOWN,
}
OWNERS: dict[str, Message] = {
    "municipality": msg("The municipality"),
    "proposer": msg("We ourselves"),
    "other": msg("Somebody else, such as an association"),
    "unknown": _UNKNOWN,
}
PAYERS: dict[str, Message] = {
    "municipality": msg("The municipality"),
    "proposer": msg("We ourselves"),
    "other": msg("Somebody else, such as an association"),
    "nobody": msg("Upkeep is not needed"),
    "unknown": _UNKNOWN,
}
ADVICE: dict[str, Message] = {
    "make_smaller": msg("Make the plan smaller, so that it costs less."),
    "split": msg("Choose a part that is useful by itself, and make only that your plan now."),
    "save": msg("Ask your wijk to save for it, or look for another budget."),
    "route": msg("Send it as it is. Then it goes another way: we work out the costs, and the council decides."),
}
STEPS: dict[str, Message] = {
    "submit": msg("The plan is sent"),
    "withdraw": msg("The proposer has withdrawn the plan"),
    "judge_feasible": msg("The plan can go on"),
    "judge_not_feasible": msg("The plan cannot go on"),
    "send_to_capital_route": msg("The plan is too large for the neighbourhood budget"),
    "return_to_review": msg("We look at the plan again"),
    "put_on_ballot": msg("The plan is on the ballot"),
    "win": msg("The plan gets money"),
    "lose": msg("The plan gets no money"),
    "decide": msg("Mayor and aldermen say yes"),
    "refuse_award": msg("Mayor and aldermen say no"),
    "start": msg("The plan is being carried out"),
    "finish": msg("The plan is finished"),
    "flag": msg("The municipality has marked the plan as too large"),
    "confirm_flag": msg("The doubt about the size of the plan is right"),
    "release_flag": msg("The doubt about the size of the plan is settled: it can go on"),
    "change_facts": msg("The facts of the plan are corrected"),
    "propose_correction": msg("A correction of the facts is proposed; a second person looks at it"),
    "reject_correction": msg("The proposed correction of the facts is not accepted"),
    "retest": msg("The rules for large plans have changed, so we tested the plan again"),
}


def word(table: dict[str, Message], code: str) -> Message:
    """The word for a code; a text that is no code stands for itself."""
    return table.get(code) or Message(code)
