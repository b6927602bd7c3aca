"""How a ground is kept in the database: its sentence with figures, word for word as the test found it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from lives.messages import Day, Euros, Message
from proposals.rules.capital import Ground


@dataclass(frozen=True)
class FoundGround:
    """What was said when the ground was found; `advice` holds codes."""

    message: Message
    assumptions: tuple[Message, ...] = ()
    advice: tuple[str, ...] = ()


def pack_ground(ground: Ground) -> str:
    """The ground's words as JSON."""
    facts = {
        "message": _packed(ground.message),
        "assumptions": [_packed(each) for each in ground.assumptions],
        "advice": [str(each) for each in ground.advice],
    }
    return json.dumps(facts, ensure_ascii=False, sort_keys=True)


def unpack_ground(text: str) -> FoundGround:
    """What pack_ground() wrote."""
    facts = json.loads(text)
    return FoundGround(
        _unpacked(facts["message"]),
        tuple(_unpacked(each) for each in facts["assumptions"]),
        tuple(facts["advice"]),
    )


def _packed(message: Message) -> dict[str, Any]:
    return {"text": message.text, "values": [[name, _packed_value(value)] for name, value in message.values]}


def _packed_value(value: object) -> object:
    if isinstance(value, Message):
        return {"message": _packed(value)}
    if isinstance(value, Euros):
        return {"cents": value.cents}
    if isinstance(value, Day):
        return {"day": value.date.isoformat()}
    if isinstance(value, int | str):
        return value
    raise TypeError(f"a sentence cannot hold {value!r}")


def _unpacked(kept: dict[str, Any]) -> Message:
    return Message(kept["text"], tuple((name, _unpacked_value(value)) for name, value in kept["values"]))


def _unpacked_value(value: Any) -> object:
    if not isinstance(value, dict):
        return value
    if "message" in value:
        return _unpacked(value["message"])
    return Euros(value["cents"]) if "cents" in value else Day(date.fromisoformat(value["day"]))
