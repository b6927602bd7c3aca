"""Acts on challenges, each one transaction and one row of the log; drafts are saved without."""

from challenges.services.choosing import choose_settings
from challenges.services.deciding import NewDecision, decide, record_council_answer, refer_to_council
from challenges.services.drafting import discard_draft, save_draft, start_draft
from challenges.services.handling import (
    NewTalk,
    TaskFacts,
    admit,
    ask_advice,
    ask_completion,
    begin_check,
    close_advice,
    describe_task,
    give_advice,
    go_on,
    record_talk,
)
from challenges.services.mail import Letter
from challenges.services.sending import complete, submit, withdraw
from challenges.services.timing import (
    agree_to_delay,
    find_complex,
    give_notice,
    receive_default_notice,
    run_clock,
    stop_clock,
)

__all__ = [
    "Letter",
    "NewDecision",
    "NewTalk",
    "TaskFacts",
    "admit",
    "agree_to_delay",
    "ask_advice",
    "ask_completion",
    "begin_check",
    "choose_settings",
    "close_advice",
    "complete",
    "decide",
    "describe_task",
    "discard_draft",
    "find_complex",
    "give_advice",
    "give_notice",
    "go_on",
    "receive_default_notice",
    "record_council_answer",
    "record_talk",
    "refer_to_council",
    "run_clock",
    "save_draft",
    "start_draft",
    "stop_clock",
    "submit",
    "withdraw",
]
