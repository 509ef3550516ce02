"""What most rules on reading show."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["COLUMN_AND_VALUE"]

COLUMN_AND_VALUE: Mapping[str, str] = MappingProxyType({"column": "列", "value": "填写内容"})
"""The column and what was written there."""
