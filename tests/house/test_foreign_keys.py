"""Foreign keys point down, as imports do, and every constraint has a name that a person can be told about."""

from __future__ import annotations

import pytest
from sqlalchemy import CheckConstraint, UniqueConstraint

from database import Model
from migrations.tables import every_table
from tests.builders.source import rank

TABLES = every_table()
PACKAGE = {mapper.local_table.name: mapper.class_.__module__.split(".")[0] for mapper in Model.registry.mappers}
ALL = sorted(TABLES.tables.values(), key=lambda table: table.name)


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_foreign_keys_point_at_the_own_subject_or_one_below(table):
    own = PACKAGE[table.name]
    for key in table.foreign_keys:
        other = PACKAGE[key.column.table.name]
        assert other == own or rank(other) > rank(own), f"{table.name} -> {key.column.table.name}"


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_every_constraint_has_a_name_of_at_most_63_signs(table):
    for constraint in table.constraints:
        assert constraint.name, constraint
        assert len(str(constraint.name)) <= 63


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_no_unique_rule_stands_over_a_column_that_may_be_empty_unless_a_check_says_when(table):
    """NULLs are all different to UNIQUE, so such a rule forbids nothing where the column is empty."""
    checked = " ".join(str(c.sqltext) for c in table.constraints if isinstance(c, CheckConstraint))
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            empty = [column.name for column in constraint.columns if column.nullable]
            assert all(f"{name} IS NULL" in checked for name in empty), constraint.name


def test_the_ballot_box_has_no_person_and_the_urn_no_moment():
    for name in ("credential", "urn", "counted_ballot"):
        columns = TABLES.tables[name].columns
        assert not [c.name for c in columns if "person" in c.name or "email" in c.name or c.name.endswith("_at")]
