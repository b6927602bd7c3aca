"""The one style sheet that visitors load: current, light, asking nobody else, and readable for weak eyes."""

import gzip
import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STYLES = (ROOT / "static/css/site.css").read_text(encoding="utf-8")
TOKENS = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", (ROOT / "static/css/source/1-tokens.css").read_text()))

TEXT_ON_GROUND = [
    ("ink", "paper"),
    ("muted", "paper"),
    ("muted", "leaf-50"),
    ("muted", "sun-50"),
    ("muted", "grey-50"),
    ("link", "paper"),
    ("link", "leaf-50"),
    ("link", "sky-50"),
    ("link", "plum-50"),
    ("link", "sun-50"),
    ("white", "leaf-700"),
    ("white", "leaf-900"),
    ("white", "red-700"),
    ("ink", "sun-400"),
    ("leaf-900", "leaf-100"),
    ("sky-700", "sky-50"),
    ("sun-700", "sun-100"),
    ("brick-700", "brick-50"),
    ("brick-700", "grey-50"),
    ("brick-700", "white"),
    ("plum-700", "plum-50"),
    ("grey-700", "grey-50"),
    ("red-700", "red-50"),
    ("red-700", "paper"),
]


def brightness(colour):
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    lights = sorted((brightness(one), brightness(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def colour_of(name):
    return TOKENS["leaf-700" if name == "link" else name]


def test_the_contrast_of_black_on_white_is_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_stands_out_from_its_ground(text, ground):
    assert contrast(colour_of(text), colour_of(ground)) >= 4.5


@pytest.mark.parametrize("ground", ["paper", "white", "leaf-50"])
def test_the_edge_of_a_field_can_be_seen(ground):
    assert contrast(TOKENS["edge"], TOKENS[ground]) >= 3


def test_the_style_sheet_is_what_its_sources_say():
    spec = importlib.util.spec_from_file_location("stylesheet", ROOT / "bin/stylesheet.py")
    stylesheet = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(stylesheet)
    assert stylesheet.joined() == STYLES, "run bin/stylesheet.py"


def test_the_style_sheet_asks_nothing_of_others():
    assert re.findall(r"url\(([^)]*)\)", STYLES) == ['"../vendor/figtree/figtree-latin-wght-normal.woff2"']
    assert "@import" not in STYLES


SCRIPTS = ROOT / "static/js"
# what a page can load beside site.js: one script of its own, with what that imports
OWN_SCRIPTS = sorted(
    set(re.findall(r"js/([a-z]+\.js)", "".join(page.read_text() for page in (ROOT / "templates").rglob("*.html"))))
)


def with_imports(name):
    found = (SCRIPTS / name).read_text(encoding="utf-8")
    return [name, *(each for imported in re.findall(r'from "\./(\w+\.js)"', found) for each in with_imports(imported))]


def test_every_script_is_loaded_by_some_page():
    assert {each for name in OWN_SCRIPTS for each in with_imports(name)} == {path.name for path in SCRIPTS.glob("*.js")}


@pytest.mark.parametrize("own", OWN_SCRIPTS)
def test_style_and_scripts_of_a_page_are_light(own):
    loaded = {"site.js", *with_imports(own)}
    assert len(gzip.compress(STYLES.encode())) <= 12_000
    assert sum(len(gzip.compress((SCRIPTS / each).read_bytes())) for each in loaded) <= 6_000


@pytest.mark.parametrize("tone", ["green", "yellow", "blue", "plum", "grey", "red", "leaf", "ink"])
def test_every_tone_of_a_chart_has_its_colour(tone):
    assert re.search(rf"\.chart__value--{tone}[^{{}}]*{{fill:", STYLES)
    # a dot is green by itself
    assert tone == "green" or re.search(rf"\.share-bar__dot--{tone}[^{{}}]*{{[^}}]*background:", STYLES)


def test_every_colour_that_is_used_exists():
    used = set(re.findall(r"var\(--([\w-]+)\)", STYLES))
    defined = set(re.findall(r"--([\w-]+):", STYLES))
    assert used <= defined
