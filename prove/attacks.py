"""The attacks on the money and on large plans: what is attacked, how, and which guards keep it, by engine."""

from __future__ import annotations

from prove.attack import NO_BEGIN, NO_PAIR, Attack, everywhere
from prove.builds import Guard
from prove.large_attacks import LARGE_ATTACKS

LEDGER, YEARS, TABLES = "budget/services/ledger.py", "budget/services/years.py", "budget/models/ledger.py"
YEAR_TABLES, DATABASE, RULES = "budget/models/years.py", "database.py", "budget/rules/ledger.py"

NO_TRANSACTION = Guard(
    DATABASE,
    "return create_engine(url, pool_size=pool_size, max_overflow=8)",
    'return create_engine(url, pool_size=pool_size, max_overflow=8, isolation_level="AUTOCOMMIT")',
)
NO_LOCK = Guard(
    LEDGER,
    "select(Account).where(Account.id == account_id).with_for_update().execution_options(populate_existing=True)",
    "select(Account).where(Account.id == account_id).execution_options(populate_existing=True)",
)
NO_HOLDING_LOCK = Guard(
    LEDGER,
    "chosen.with_for_update().execution_options(populate_existing=True)",
    "chosen.execution_options(populate_existing=True)",
)
NO_ONE_SHARE = Guard(
    TABLES,
    "            unique=True,\n            sqlite_where=text(\"kind = 'allocate'\"),",
    "            sqlite_where=text(\"kind = 'allocate'\"),",
)
NO_YEAR_LOCK = Guard(
    YEARS,
    "select(BudgetYear).where(BudgetYear.year == number).with_for_update()",
    "select(BudgetYear).where(BudgetYear.year == number)",
)
NO_FIXED_CHECK = Guard(YEARS, "    if year.fixed_at is not None:\n", "    if False:\n")
NO_ONE_ACCOUNT = Guard(TABLES, '        UniqueConstraint("year", "area_code", "unit"),\n', "")
NO_TWO_PEOPLE = Guard(
    YEAR_TABLES, "(proposed_by_key IS NOT NULL AND fixed_by_key <> proposed_by_key)", "(proposed_by_key IS NOT NULL)"
)
NO_IDENTITY = Guard(
    TABLES, "        CheckConstraint(f\"{' + '.join(SOURCES)} = {' + '.join(USES)}\", name=\"identity\"),\n", ""
)
NO_FLOOR = Guard(
    TABLES, '        *(CheckConstraint(f"{part} >= 0", name=f"{part}_not_negative") for part in SOURCES + USES),\n', ""
)
NO_CLOSED_RULE = Guard(RULES, "    if is_closed and kind not in AFTER_CLOSING:", "    if False:")
NO_CLOSED_TRIGGER = Guard(TABLES, "_keep(Movement.__table__, CLOSED_YEAR_STATEMENTS)", "")
NO_APPEND_ONLY = Guard(TABLES, "append_only(cast(Table, LedgerLine.__table__))", "")

NO_REPORT_LOCK = Guard(
    "reports/services.py", "session.scalars(chosen.with_for_update()).all()", "session.scalars(chosen).all()"
)
NO_STILL_BOOKS = {"sqlite": (NO_BEGIN, NO_PAIR), "postgresql": (NO_REPORT_LOCK,)}
NO_FIXED_REPORT = Guard("reports/models.py", "append_only(cast(Table, YearReport.__table__))", "")

STANDING = "budget/models/standing.py"
NO_LINE_ONCE = Guard(
    STANDING,
    '        UniqueConstraint("area_code", "subject", "year", "line", name="uq_standing_commitment_line"),\n',
    "",
)
NO_LINE_BEFORE = Guard(
    STANDING,
    """        ForeignKeyConstraint(
            ["area_code", "subject", "year", "previous_line", "before_cents"],
            [
                "standing_commitment.area_code",
                "standing_commitment.subject",
                "standing_commitment.year",
                "standing_commitment.line",
                "standing_commitment.after_cents",
            ],
            name="fk_standing_commitment_line_before",
        ),
""",
    "",
)
NO_STILL_LINES = Guard(STANDING, "append_only(cast(Table, StandingCommitment.__table__))", "")

NO_ISOLATION = {"sqlite": (NO_BEGIN, NO_PAIR), "postgresql": (NO_LOCK, NO_HOLDING_LOCK)}
NO_ATOMICITY = {"sqlite": (NO_BEGIN, NO_PAIR), "postgresql": (NO_TRANSACTION, NO_PAIR)}


ATTACKS: tuple[Attack, ...] = (
    Attack("never overspent", "spend", "32 processes promise the same free money", NO_ISOLATION, 32),
    Attack("never overspent", "pay", "16 processes pay out of one commitment", NO_ISOLATION, 16),
    Attack("never overspent", "ask", "16 processes ask for one commitment", NO_ISOLATION, 16),
    Attack("never overspent", "go_below_zero", "a row that adds up, with a part below zero", everywhere(NO_FLOOR)),
    Attack("never overspent", "spend_in_closed_year", "promise money of a closed year",
           everywhere(NO_CLOSED_RULE, NO_CLOSED_TRIGGER)),
    Attack("identity", "unbalance", "a cent out of nothing in an account", everywhere(NO_IDENTITY)),
    Attack("identity", "die", "the process is killed after each statement of an act", NO_ATOMICITY),
    Attack("zero-sum", "book_one_side", "a movement with one line", everywhere(NO_PAIR)),
    Attack("zero-sum", "rewrite_lines", "change what was booked", everywhere(NO_APPEND_ONLY)),
    Attack("report equals ledger", "report", "8 processes make reports while 8 promise money", NO_STILL_BOOKS, 16),
    Attack("report equals ledger", "rewrite_report", "change what a report said", everywhere(NO_FIXED_REPORT)),
    Attack("lines of what stands follow", "correct", "16 processes correct one year of what stands",
           {"sqlite": (NO_BEGIN, NO_PAIR, NO_LINE_ONCE), "postgresql": (NO_LINE_ONCE,)}, 16),
    Attack("lines of what stands follow", "begin_elsewhere", "a line that begins where no line ended",
           everywhere(NO_LINE_BEFORE)),
    Attack("what stands is set apart", "rewrite_standing", "change what stands in a fixed year",
           everywhere(NO_STILL_LINES)),
    Attack("sum of shares", "share_again", "give an area its share twice", everywhere(NO_ONE_SHARE)),
    Attack("sum of shares", "fix", "8 processes fix one year at once",
           everywhere(NO_YEAR_LOCK, NO_FIXED_CHECK, NO_ONE_ACCOUNT), 8),
    Attack("sum of shares", "fix_alone", "one person fixes a year", everywhere(NO_TWO_PEOPLE)),
)  # fmt: skip
ATTACKS += LARGE_ATTACKS
