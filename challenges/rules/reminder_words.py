"""What a reminder or an alarm says: a subject and a sentence, with the days and the amount so far."""

from __future__ import annotations

from challenges.rules.reminding import Reminder, ReminderKind
from lives.messages import Day, Euros, Message, msg

_K = ReminderKind


def subject_of(reminder: Reminder, title: str) -> Message:
    """The line that stands on top of the mail."""
    subjects: dict[ReminderKind, Message] = {
        _K.CHECK_SOON: msg("Is the request “%(title)s” complete?", title=title),
        _K.COMPLETION_SOON: msg("Reminder: complete your request “%(title)s”", title=title),
        _K.COMPLETION_OVER: msg("The days to complete “%(title)s” are over", title=title),
        _K.TALK_SOON: msg("The first talk about “%(title)s”", title=title),
        _K.TALK_LATE: msg("Late: the first talk about “%(title)s”", title=title),
        _K.ADVICE_SOON: msg("Advice about “%(title)s”", title=title),
        _K.ADVICE_LATE: msg("Late: advice about “%(title)s”", title=title),
        _K.DECISION_SOON: msg("The last day for “%(title)s” comes near", title=title),
        _K.DECISION_LATE: msg("Alarm: the decision about “%(title)s” is late", title=title),
        _K.IN_DEFAULT: msg("Alarm: notice of default about “%(title)s”", title=title),
        _K.PENALTY_RUNS: msg("Alarm: a penalty runs for “%(title)s”", title=title),
        _K.EVALUATION_DUE: msg("Look back together on “%(title)s”", title=title),
        _K.OBJECTION_SOON: msg("The last day for the objection about “%(title)s” comes near", title=title),
        _K.OBJECTION_LATE: msg("Alarm: the decision on the objection about “%(title)s” is late", title=title),
    }
    return subjects[reminder.kind]


def core_of(reminder: Reminder) -> Message:
    """What must happen by when. Late since 18 January 2027, looked at on the 21st: "3 days late"."""
    day, left, late = Day(reminder.term_day), days_left(reminder.days), days_late(reminder.days)
    cores: dict[ReminderKind, Message] = {
        _K.CHECK_SOON: msg("You can ask for what is missing up to and including %(day)s.", day=day),
        _K.COMPLETION_SOON: msg("Complete your request on %(day)s at the latest. That is %(left)s.",
                                day=day, left=left),
        _K.COMPLETION_OVER: msg("Nobody completed the request up to and including %(day)s. Go on with what there is, or have it recorded within four weeks that it is not handled.", day=day),
        _K.TALK_SOON: msg("The first talk must be held on %(day)s at the latest. No talk is on record yet.", day=day),
        _K.TALK_LATE: msg("The first talk had to be held on %(day)s at the latest. No talk is on record yet.", day=day),
        _K.ADVICE_SOON: msg("The advice is asked for on %(day)s at the latest.", day=day),
        _K.ADVICE_LATE: msg("The advice had to be there on %(day)s at the latest.", day=day),
        _K.DECISION_SOON: msg("The decision must be sent on %(day)s at the latest. That is %(left)s.",
                              day=day, left=left),
        _K.DECISION_LATE: msg("The decision had to be sent on %(day)s at the latest: it is %(late)s. Who asked can give a notice of default.", day=day, late=late),
        _K.IN_DEFAULT: msg("A notice of default came in. Without a decision on %(day)s at the latest, every day after it costs money.", day=day),
        _K.PENALTY_RUNS: msg("From %(day)s on every day without a decision costs money. So far: %(amount)s.",
                             day=day, amount=Euros(reminder.owed_cents)),
        _K.EVALUATION_DUE: msg("The task was taken over a year ago on %(day)s: look back together and write it down.", day=day),
        _K.OBJECTION_SOON: msg("The decision on the objection must be sent on %(day)s at the latest. That is %(left)s.",
                               day=day, left=left),
        _K.OBJECTION_LATE: msg("The decision on the objection had to be sent on %(day)s at the latest: it is %(late)s.",
                               day=day, late=late),
    }  # fmt: skip
    return cores[reminder.kind]


def days_left(days: int) -> Message:
    """How long it is until a day: "in 3 days"."""
    if days < 2:
        return msg("tomorrow") if days else msg("today")
    return msg("in %(days)s days", days=days)


def days_late(days: int) -> Message:
    """How long a day is over: "3 days late"."""
    return msg("1 day late") if days == 1 else msg("%(days)s days late", days=days)
