"""How arguments are read: days, lists of codes, faults to plant; and words, numbers and paths as click reads them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import click

from regionpb.cli.misuse import Misuse, refused
from regionpb.errors import SourceError

__all__ = ["CODES", "DAY", "FAULTS", "SEED", "SIZE", "OneOf", "WrittenPath"]


class Day(click.ParamType[date]):
    """A day, in every way that a table may write it: 2011-07-29, 20110729, 2011/7/29, 2011年7月29日, 2011年7月."""

    name = "date"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day; fails on what is none."""
        if isinstance(value, date):
            return value
        from regionpb.contract.days import as_day  # noqa: PLC0415 - the help loads nothing heavy

        try:
            return as_day(value)
        except SourceError as error:
            raise Misuse(str(error), error.chinese, ctx, param) from error


class Codes(click.ParamType[tuple[str, ...]]):
    """Codes and families, separated by commas."""

    name = "codes"

    def convert(
        self, value: str | tuple[str, ...], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """The codes in capitals; fails where there is none."""
        if isinstance(value, tuple):
            return value
        codes = tuple(code for code in re.split(r"[\s,，;；]+", value.strip().upper()) if code)
        if not codes:
            raise Misuse(
                "names no code; write codes or families, such as U,R001",
                "没有代码；请写规则或类别的代码，如 U,R001",
                ctx,
                param,
            )
        return codes


class Faults(click.ParamType[dict[str, int]]):
    """How often each fault is planted: R001=5,U004=2."""

    name = "code=n"

    def convert(
        self, value: str | dict[str, int], param: click.Parameter | None, ctx: click.Context | None
    ) -> dict[str, int]:
        """Counts by code; fails on anything else."""
        if isinstance(value, dict):
            return value
        faults: dict[str, int] = {}
        for part in filter(None, re.split(r"[\s,，;；]+", value.strip().upper())):
            found = re.fullmatch(r"([A-Z]+\d{3})=(\d+)", part)
            if found is None:
                raise Misuse(
                    f"{part!r} is no fault to plant; write them as R001=5,U004=2",
                    f"“{part}”不是可植入的错误；请写成 R001=5,U004=2",
                    ctx,
                    param,
                )
            faults[found[1]] = faults.get(found[1], 0) + int(found[2])
        return faults


class OneOf(click.Choice[str]):
    """One of some words."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401 - as click has it
        """The word; fails on any other."""
        with refused(f"“{value}”不可用；可选 {'、'.join(self.choices)}"):
            return super().convert(value, param, ctx)


class Size(click.FloatRange):
    """A number above 0."""

    def __init__(self) -> None:
        super().__init__(min=0, min_open=True)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:  # noqa: ANN401 - as click has it
        """The number; fails on anything else."""
        with refused(f"“{value}”不是大于 0 的数字；请写数字，如 0.05"):
            return super().convert(value, param, ctx)


class Seed(click.IntRange):
    """A whole number, 0 or more."""

    def __init__(self) -> None:
        super().__init__(min=0)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:  # noqa: ANN401 - as click has it
        """The number; fails on anything else."""
        with refused(f"“{value}”不是不小于 0 的整数；请写整数，如 0"):
            return super().convert(value, param, ctx)


class WrittenPath(click.Path):
    """Where something is written: a file, or a folder."""

    def __init__(self, *, folder: bool = False) -> None:
        super().__init__(file_okay=not folder, dir_okay=folder, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 - as click has it
        """The path; fails where the other kind is there."""
        as_meant = Path(value).is_dir() == self.dir_okay
        wrong = "无法读取" if as_meant else "是文件夹，不是文件" if self.file_okay else "是文件，不是文件夹"
        with refused(f"“{value}”{wrong}；请另选"):
            return super().convert(value, param, ctx)


DAY, CODES, FAULTS, SIZE, SEED = Day(), Codes(), Faults(), Size(), Seed()
