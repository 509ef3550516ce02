"""How misuse of the command line is told: in English as click says it, and in Chinese.

>>> in_chinese(click.NoSuchOption("--lnag", possibilities=["--lang"]))
'没有选项 --lnag；是不是指 --lang？'
>>> in_chinese(Misuse("is no day", "“x”不是日期", param_hint="--at"))
'--at：“x”不是日期'
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import pairwise

import click

from regionpb.cli.language import of_locale
from regionpb.vocabulary import Language

__all__ = ["Misuse", "in_chinese", "language_of"]


class Misuse(click.BadParameter):
    """An argument that cannot be used, told in both languages."""

    def __init__(
        self,
        message: str,
        chinese: str,
        ctx: click.Context | None = None,
        param: click.Parameter | None = None,
        param_hint: str | None = None,
    ) -> None:
        super().__init__(message, ctx, param, param_hint)
        self.chinese = chinese


def language_of(arguments: Sequence[str]) -> Language:
    """The language that is asked for, found without parsing: what cannot be parsed is to be told in it, too.

    >>> language_of(["check", "--lang", "zh"]), language_of(["--lang=zh", "check", "--lang", "en"])
    ('zh', 'en')
    """
    words = [part for argument in arguments for part in argument.split("=", 1)]
    said = [after for before, after in pairwise(words) if before == "--lang"]
    if said and said[-1] in {"zh", "en"}:
        return "zh" if said[-1] == "zh" else "en"
    return of_locale(os.environ)


def in_chinese(error: click.ClickException) -> str:  # noqa: PLR0911 - one way for each class
    """What click would say in English."""
    match error:
        case Misuse():
            return f"{_where(error)}：{error.chinese}"
        case click.NoSuchOption():
            near = "、".join(error.possibilities or ())
            return f"没有选项 {error.option_name}" + (f"；是不是指 {near}？" if near else "")
        case click.NoSuchCommand():
            return f"没有命令 {error.command_name}"
        case click.MissingParameter():
            return f"缺少 {_where(error)}"
        case click.BadParameter():
            return f"{_where(error)} 的值无效{_choices(error)}"
        case click.UsageError():
            return f"命令写法有误：{error.message}"
        case _:
            return error.format_message()


def _where(error: click.BadParameter) -> str:
    """The argument or option, as it is written."""
    if isinstance(error.param_hint, str):
        return error.param_hint
    if error.param is None:
        return "参数"
    return error.param.opts[0] if isinstance(error.param, click.Option) else error.param.make_metavar(_context(error))


def _context(error: click.UsageError) -> click.Context:
    return error.ctx or click.Context(click.Command("regionpb"))


def _choices(error: click.BadParameter) -> str:
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        return f"；可选 {'、'.join(map(str, kind.choices))}"
    return f"（{error.message.rstrip('.')}）"
