"""How a region is read from a source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from attrs import evolve

from regionpb.changes.journal.unwinding import unwound
from regionpb.contract.days import as_day
from regionpb.errors import PolicyError, SourceError
from regionpb.io.besides import Intake
from regionpb.io.discover import discover, is_database
from regionpb.io.intake import take_in
from regionpb.io.journals import read_journal
from regionpb.io.raw import RawTable
from regionpb.io.reading import read_raw
from regionpb.io.settings import Settings, read_settings
from regionpb.region import Region
from regionpb.rules import RULES
from regionpb.rules.norms import read_norms
from regionpb.rules.saying.messages import with_messages

__all__ = ["Progress", "read"]

Progress = Callable[[str], object]
"""Told what is being done, for progress bars."""


def read(
    source: str | Path | Mapping[str, Any],
    at: date | str | None = None,
    *,
    progress: Progress | None = None,
) -> Region:
    """Read a region.

    Args:
        source: a folder with a file a table, a workbook with a sheet a table, one file, a store (its file, or the URL
            of its database), or a mapping of table names to frames (polars, pandas, pyarrow, anything with an Arrow
            stream).
        at: the day it is to speak of; else the source's own (`regionpb.toml`), else today.
        progress: told the name of each file as it is read.

    Returns:
        The region. What was wrong in the source is in `region.intake` and in every report.

    Raises:
        SourceError: when nothing at all can be read, or a `regionpb.toml` or `journal.jsonl` beside the tables cannot.

    >>> import polars as pl
    >>> divisions = pl.DataFrame({"代码": ["3302"], "名称": ["宁波市"], "级别": ["地级"]})
    >>> committee = {"id": "O-1", "name": "市委", "form": "党委", "division": "宁波市"}
    >>> region = read({"divisions": divisions, "organizations": pl.DataFrame([committee])}, at="2011-07-29")
    >>> region.organization("O-1").division.id
    '3302'
    """
    if is_database(source):
        return _stored(str(source), at)
    found = discover(source)
    settings = Settings()
    if found.settings is not None:
        settings = read_settings(found.settings)
        _check_policy(settings, found.settings)
    others = [other for other in found.others if other != settings.policy]
    tables, intake = take_in(_telling(read_raw(found), progress), others, settings.columns)
    if not tables.frames:
        raise _nothing(found.name, intake, frames=bool(found.frames))
    entries = () if found.journal is None else read_journal(found.journal)
    day = as_day(at) if at is not None else (settings.day or date.today())
    return Region(
        day,
        tables,
        intake,
        policy=_policy_place(settings, found.settings),
        known=settings.known,
        title=None if found.frames else found.name,
        recorded=unwound(tables, entries) if entries else None,
    )


def _stored(source: str, at: date | str | None) -> Region:
    """The region in a store."""
    from regionpb.store import open_store  # noqa: PLC0415 - an extra, and slow to import
    from regionpb.store.opening import holds_store  # noqa: PLC0415

    if not holds_store(source):
        raise SourceError(
            f"{source!r} holds no store; make one with regionpb.open_store, or give the tables as files",
            f"“{source}”中没有台账数据库；请用 regionpb.open_store 建立，或以文件给出各表",
        )
    with open_store(source) as store:
        region = store.region(at)
        return evolve(region, recorded=store.journal())


def _telling(raws: Iterable[RawTable], progress: Progress | None) -> Iterator[RawTable]:
    for raw in raws:
        if progress is not None:
            progress(raw.file or raw.title)
        yield raw


def _nothing(name: str, intake: Intake, *, frames: bool) -> SourceError:
    """What to raise where no table could be taken: it says what is wrong with the first few."""
    if frames:
        hint = 'the keys are names of tables, such as "divisions"'
        hint_zh = "请以表名为键，如 divisions 或 行政区划"
    else:
        hint = "name each file after its table, such as divisions.csv"
        hint_zh = "请以表名命名文件，如 divisions.csv 或 行政区划.csv"
    told = with_messages(intake.findings.filter(pl.col("code") != "E014").head(3), RULES)
    because = "".join(f"\n{code} {message}" for code, message in told.select("code", "message").iter_rows())
    because_zh = "".join(f"\n{code} {message}" for code, message in told.select("code", "message_zh").iter_rows())
    return SourceError(
        f"nothing in {name} can be read as a table of the model; {hint}{because}",
        f"{'内存中' if frames else f'{name} 中'}没有可读取的数据表；{hint_zh}{because_zh}",
    )


def _policy_place(settings: Settings, path: Path | None) -> str | None:
    """The policy a source asks for; a file is meant beside the source."""
    if settings.policy is None or path is None or not settings.policy.endswith(".toml"):
        return settings.policy
    return str(path.parent / settings.policy)


def _check_policy(settings: Settings, path: Path) -> None:
    """Tell a bad policy where it was asked for, before anything long is done."""
    place = _policy_place(settings, path)
    if place is not None:
        try:
            read_norms(place)
        except PolicyError as error:
            raise PolicyError(f"{path.name}: {error}", f"{path.name}：{error.chinese}") from error
