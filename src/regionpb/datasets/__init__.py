"""Ready-made data: the real divisions of Ningbo, and a city made up over them.

>>> from regionpb.datasets.land import divisions
>>> divisions().height
3216
"""

from __future__ import annotations

from regionpb.datasets.city import make_tables
from regionpb.datasets.days import DAY

__all__ = ["DAY", "make_tables"]
