"""Family T: transfers of members' formal relation, and floating members."""

from __future__ import annotations

from regionpb.rules.base import Rule
from regionpb.rules.transfers.floating import floating_unlinked, floating_without_date
from regionpb.rules.transfers.letters import (
    received_before_issued,
    several_open_transfers,
    target_ended,
    transfer_overdue,
)
from regionpb.rules.transfers.moves import received_not_moved, wrong_source

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (
    transfer_overdue,
    several_open_transfers,
    wrong_source,
    target_ended,
    received_before_issued,
    received_not_moved,
    floating_unlinked,
    floating_without_date,
)
"""The rules of the family in the order of their codes."""
