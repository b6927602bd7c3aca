"""Reads of reports that were made, of the records they are made from, and whether both still agree."""

from reports.queries.checking import report_equals_ledger
from reports.queries.made import all_reports, find_report, newest_of, reports_of_year
from reports.queries.records import read_content

__all__ = ["all_reports", "find_report", "newest_of", "read_content", "report_equals_ledger", "reports_of_year"]
