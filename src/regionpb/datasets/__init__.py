"""Ready-made data: the real divisions of Ningbo, and a city made up over them.

>>> from regionpb.datasets import ningbo
>>> ningbo(size=0.001).table("regional_units").height
10
"""

from __future__ import annotations

from regionpb.datasets.city import make_tables
from regionpb.datasets.days import DAY
from regionpb.datasets.made import ningbo

__all__ = ["DAY", "make_tables", "ningbo"]
