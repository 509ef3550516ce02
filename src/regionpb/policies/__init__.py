"""Policies: dated parameters and switches with the norms they come from.

    >>> from datetime import date
    >>> policy = read_policy("ningbo")
    >>> policy.at(date(2011, 7, 29)).parameters["term_village"], policy.at(date(2026, 1, 1)).parameters["term_village"]
    (3, 5)
    >>> policy.at(date(2011, 7, 29)).norm("term_village").norm_zh
    '《中国共产党章程》（2007年）第三十条；组织部门规定：村支部三年'

Two ship: `ningbo` (the default: the book's local practice on top of the national norms) and `national`. A user's own
is a TOML file that extends one of them, or another file:

```toml
extends = "ningbo"

[[parameters.largest_branch.values]]
value = 40
from = 2027-01-01
norm = "Decision of our committee, 2026-12-01"

[[switches.U001]]
on = false
norm = "Units are being re-formed until the end of the year"
```
"""

from __future__ import annotations

from regionpb.policies.policy import InForce, Parameter, Period, Policy, Unit, Value
from regionpb.policies.reader import DEFAULT_POLICY, POLICY_NAMES, read_policy

__all__ = [
    "DEFAULT_POLICY",
    "POLICY_NAMES",
    "InForce",
    "Parameter",
    "Period",
    "Policy",
    "Unit",
    "Value",
    "read_policy",
]
