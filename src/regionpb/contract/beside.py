"""The files that stand beside the tables of a folder."""

from __future__ import annotations

__all__ = ["JOURNAL", "PLANTED", "SETTINGS"]

SETTINGS = "regionpb.toml"
"""What says the day, the policy and how columns map."""

JOURNAL = "journal.jsonl"
"""What was done to the tables, an entry a line."""

PLANTED = "planted.csv"
"""The record of planted faults that is written beside made-up tables."""
