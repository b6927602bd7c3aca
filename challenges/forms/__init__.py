"""The forms of challenges: writing a request in screens, acting on one, handling one, the settings."""

from challenges.forms.acting import FORMS_OF_WORK, OWN_FORMS, forms_of, own_forms
from challenges.forms.settings import SettingsForm
from challenges.forms.writing import SCREEN_FORMS, SendForm, WholeForm, answers_of, show_faults, typed_from

__all__ = [
    "FORMS_OF_WORK",
    "OWN_FORMS",
    "SCREEN_FORMS",
    "SendForm",
    "SettingsForm",
    "WholeForm",
    "answers_of",
    "forms_of",
    "own_forms",
    "show_faults",
    "typed_from",
]
