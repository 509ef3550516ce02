"""A plugin for pytest: where a test fails that holds a report with findings, the findings are shown.

    def test_our_register_is_valid():
        report = regionpb.read("register").check()
        assert report.ok

says `assert False` and, beneath, what was found and where. The plugin comes with regionpb and needs no set-up; a run of
tests that never checks a region never loads it.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Generator, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from regionpb.report import Report

__all__ = ["pytest_runtest_makereport"]

_SHOWN = 3
"""So many reports of a failing test are shown."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    call: pytest.CallInfo[None],
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Add the findings of the reports that a failing test holds to what is shown of it."""
    shown = yield
    if call.excinfo is not None and shown.failed and "regionpb.report" in sys.modules:
        for report in _reports(call.excinfo.tb):
            shown.sections.append((f"regionpb {report!r}", _text(report)))
    return shown


def _reports(traceback: TracebackType | None) -> Iterator[Report]:
    """The reports with findings among the variables of the frames that failed, the innermost first."""
    from regionpb.report import Report  # noqa: PLC0415 - it is loaded, or nobody would be here

    frames: list[dict[str, Any]] = []
    while traceback is not None:
        frames.append(traceback.tb_frame.f_locals)
        traceback = traceback.tb_next
    seen: list[Report] = []
    for variables in reversed(frames):
        for value in [*variables.values()]:
            new = isinstance(value, Report) and len(value) > 0 and not any(value is other for other in seen)
            if new and len(seen) < _SHOWN:
                seen.append(value)
                yield value


def _text(report: Report) -> str:
    from regionpb.io.reports import write  # noqa: PLC0415 - likewise

    stream = io.StringIO()
    write(report.document(min_severity="info" if report.ok else "warning"), "text", stream)
    return stream.getvalue()
