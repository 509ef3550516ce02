"""Family F: money for activities, the pay of those who work full-time, and grants."""

from __future__ import annotations

from regionpb.rules.base import Rule
from regionpb.rules.funding.budgets import activity_fund_short, fund_ratio, unbudgeted
from regionpb.rules.funding.pay import no_benchmark, pay_below_floor
from regionpb.rules.funding.people import grant_without_member, uncertified_worker, uninsured_secretary

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (
    activity_fund_short,
    fund_ratio,
    unbudgeted,
    pay_below_floor,
    no_benchmark,
    uncertified_worker,
    grant_without_member,
    uninsured_secretary,
)
"""The rules of the family in the order of their codes."""
