"""The record of a count told to people: plans, steps and totals as plain values, whatever version wrote the record."""
