"""Words of a replayed file as its format wants them: countries by ISO name, languages and currencies by ISO code.

A file from elsewhere may say "Nederland", "nederlands" or "eur"; the export says "Netherlands", "nl" and "EUR".
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from babel import Locale

READ_IN = ("en", "nl", "de", "fr", "es", "pt", "it", "pl", "cs", "sk", "hu", "da", "sv", "nb", "fi", "et", "lv", "lt")
"""Words are known in the languages of places that publish such files."""
NAMED_OTHERWISE = frozenset((
    "AG", "BQ", "BA", "BL", "BN", "CI", "CD", "CG", "CV", "FK", "FM", "HK", "HM", "KN", "LC", "MO", "MF",
    "MM", "PN", "PS", "RU", "GS", "SH", "SJ", "PM", "ST", "SX", "TC", "TT", "UM", "VA", "VC", "VI", "WF",
))  # fmt: skip
"""Countries that ISO names otherwise than English speakers do: they are written by their code."""
NO_ISO_COUNTRY = frozenset((
    "AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ",
))  # fmt: skip
ALSO_SAID = {"holland": "NL", "nederlanden": "NL", "uk": "GB", "usa": "US"}


def in_codes(meta: Mapping[str, str]) -> dict[str, str]:
    """META with country, language and currency as the format wants them; a word that nobody knows stays as it is."""
    told = dict(meta)
    for key, known in (("country", _countries), ("language", _languages)):
        if text := meta.get(key):
            told[key] = known().get(text.strip().casefold().removeprefix("the "), text)
    if currency := meta.get("currency"):
        told["currency"] = currency.strip().upper()
    return told


@lru_cache(maxsize=1)
def _countries() -> Mapping[str, str]:
    names = _of_two_letters(Locale("en").territories)
    codes = names.keys() - NO_ISO_COUNTRY
    written = {code: code if code in NAMED_OTHERWISE else names[code] for code in codes}
    words = {said: written[code] for said, code in ALSO_SAID.items()}
    for locale in reversed(READ_IN):
        told = _of_two_letters(Locale(locale).territories)
        words |= {told[code].casefold(): written[code] for code in sorted(codes & told.keys())}
    return words


@lru_cache(maxsize=1)
def _languages() -> Mapping[str, str]:
    """Languages with a code of two letters, by their names; a code stands for itself, whatever its letters."""
    words: dict[str, str] = {}
    for locale in reversed(READ_IN):
        told = _of_two_letters(Locale(locale).languages)
        words |= {name.casefold(): code for code, name in told.items()} | {code: code for code in told}
    return words


def _of_two_letters(names: Mapping[Any, Any]) -> dict[str, str]:
    return {code: name for code, name in names.items() if len(code) == 2 and code.isalpha()}
