"""The year report: made from the records by one act, dated, and never changed afterwards."""
