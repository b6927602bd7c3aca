"""Every template calls the components as they are: an argument too many would only show when that branch is drawn."""

from pathlib import Path

import pytest
from jinja2 import Environment, nodes

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
PARSER = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)


def parsed(path):
    return PARSER.parse(path.read_text(encoding="utf-8"))


def macros_of(name):
    return {macro.name: macro for macro in parsed(TEMPLATES / name).find_all(nodes.Macro)}


def imported_by(tree):
    """What a template calls a macro, where it is from, and the macro meant, or None."""
    for statement in tree.find_all(nodes.FromImport):
        macros = macros_of(statement.template.value)
        for name in statement.names:
            original, alias = name if isinstance(name, tuple) else (name, name)
            yield alias, statement.template.value, macros.get(original)


def takes_more(macro):
    """A macro that uses kwargs takes any further named argument."""
    return any(name.name == "kwargs" for name in macro.find_all(nodes.Name))


def faults_of_call(call, macro):
    names = [argument.name for argument in macro.args]
    given = [*names[: len(call.args)], *(keyword.key for keyword in call.kwargs)]
    needed = names[: len(names) - len(macro.defaults)]
    if len(call.args) > len(names):
        yield f"{len(call.args)} arguments for {names}"
    yield from (f"{name} is missing" for name in needed if name not in given)
    unknown = [] if takes_more(macro) else [name for name in given if name not in names]
    yield from (f"{name} is not an argument" for name in unknown)


def faults_of(path):
    tree = parsed(path)
    known = {}
    for alias, component, macro in imported_by(tree):
        if macro is None:
            yield f"{component} has no {alias}"
        else:
            known[alias] = macro
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in known:
            yield from (
                f"line {call.lineno}: {call.node.name}: {fault}"
                for fault in faults_of_call(call, known[call.node.name])
            )


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_template_calls_its_components_as_they_are(path):
    assert list(faults_of(path)) == []


def test_a_wrong_call_is_found(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(
        '{% from "components/money.html" import money %}{{ money() }}{{ money(1, true, "EUR", 4) }}{{ money(1, a=2) }}'
    )
    assert [fault.split(": ", 2)[2] for fault in faults_of(page)] == [
        "cents is missing",
        "4 arguments for ['cents', 'strong', 'currency']",
        "a is not an argument",
    ]
