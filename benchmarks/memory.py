"""The most memory that this process ever held."""

from __future__ import annotations

import re
import resource
import sys
from pathlib import Path

__all__ = ["most_held"]

_STATUS = Path("/proc/self/status")


def most_held() -> int:
    """The most bytes that this process held at once, whoever started it.

    On Linux `ru_maxrss` will not do: it is kept over `exec`, so that a small process started by a large one shows the
    size of the large one.
    """
    if _STATUS.is_file() and (found := re.search(r"^VmHWM:\s*(\d+) kB$", _STATUS.read_text("utf-8"), re.MULTILINE)):
        return int(found[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
