"""The parameters and switches of the two policies that ship, as the rules name them."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from attrs import frozen

_WORK_OF_BRANCHES = date(2018, 10, 28)
_TERMS = date(2018, 7, 12)


@frozen
class Norms:
    """What is in force on a day under a policy."""

    policy: str
    day: date

    fewest_full = 3
    largest_branch = 50
    committee_from = 100
    general_branch_from = 50
    joint_branch_units = 5
    joint_candidates = 2
    grace_years = 1
    probation_months = 12
    joining_age = 18
    lost_months = 6
    transfer_days = 90
    floating_months = 6
    circle_metres = 10 * 80
    request_days = 15
    fund_per_member = 100
    dues_percent = 20
    dues_tolerance = 1
    pay_ratios: ClassVar = {"village_secretary": 1.0, "community_secretary": 1.5, "full_time_worker": 1.0}

    general_meeting_days = 92
    committee_meeting_days = 31
    branch_committee_from = 7
    lecture_days = 92
    theme_day_days = 31
    life_meeting_days = 366
    appraisal_days = 366
    council_idle_days = 183
    matter_open_days = 90
    volunteer_training_days = 366

    abnormal_percent = 20
    abnormal_count = 10

    def term(self, form: str, *, covers_settlement: bool) -> int:
        """Years between two elections, where an organization has no term of its own."""
        settlement = 5 if covers_settlement and self.day >= _TERMS else 0
        return max(5 if form == "committee" else 3, settlement)

    def is_abnormal(self, before: int, after: int) -> bool:
        """Whether a number changed by more than so many per cent, and by more than so many."""
        change = abs(after - before)
        return change > self.abnormal_count and 100 * change > self.abnormal_percent * before

    def is_on(self, code: str) -> bool:
        if code in {"O017", "A004"}:
            return self.day >= _WORK_OF_BRANCHES
        if code in {"R003", "R008"}:
            return (self.policy == "ningbo") == (code == "R003")
        return True
