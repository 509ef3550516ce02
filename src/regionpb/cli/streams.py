"""Standard output and error: what cannot be encoded is written out, and a reader that goes away is no fault."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from io import TextIOWrapper
from typing import TextIO

__all__ = ["lenient", "output"]


def lenient() -> None:
    """Let no character that a terminal's encoding lacks end in a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


@contextmanager
def output(*, exact: bool = False) -> Generator[TextIO]:
    """Standard output, to write a result to.

    Args:
        exact: for programs: UTF-8 whatever the terminal's encoding is, line ends as they are written.
    """
    stream = sys.stdout
    if exact and isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding="utf-8", newline="")
    try:
        yield stream
        stream.flush()
    except BrokenPipeError:
        # Whoever read it has seen enough (`| head`). What is still buffered goes nowhere, quietly.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
