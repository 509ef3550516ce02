"""The language of messages: `--lang`, before or behind the command, else the locale's."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any, TypeVar, cast

import click

from regionpb.cli.parameters import OneOf
from regionpb.vocabulary import Language

__all__ = ["chosen_language", "language_of", "language_option", "of_locale"]

F = TypeVar("F", bound=Callable[..., Any])

_KEY = "regionpb.language"
_LANGUAGES = ("zh", "en")


def of_locale(environment: Mapping[str, str]) -> Language:
    """The language that the environment asks for.

    >>> of_locale({"LANG": "zh_CN.UTF-8"}), of_locale({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}), of_locale({})
    ('zh', 'en', 'en')
    """
    name = next((environment[n] for n in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(n)), "")
    return "zh" if name.lower().startswith("zh") else "en"


def language_of(arguments: Sequence[str]) -> Language:
    """The language that is asked for, found without parsing: what cannot be parsed is to be told in it, too.

    >>> language_of(["check", "--lang", "zh"]), language_of(["--lang=zh", "check", "--lang", "en"])
    ('zh', 'en')
    >>> language_of(["--lang", "zh", "check", "--lang", "fr"])
    'zh'
    """
    words = [word for each in arguments for word in (each.split("=", 1) if each.startswith("--lang=") else [each])]
    said = [after for before, after in pairwise(words) if before == "--lang" and after in _LANGUAGES]
    return cast("Language", said[-1]) if said else of_locale(os.environ)


def language_option(command: F) -> F:
    """Give a command `--lang`; the one that stands last on the line counts."""
    return click.option(
        "--lang",
        type=OneOf(_LANGUAGES),
        expose_value=False,
        callback=_remember,
        help="Language of messages; the locale's by default. 语言",
    )(command)


def chosen_language() -> Language:
    """The language of the command that is running."""
    said = click.get_current_context().find_root().meta.get(_KEY)
    return cast("Language", said) if said else of_locale(os.environ)


def _remember(context: click.Context, _option: click.Parameter, value: str | None) -> None:
    if value:
        context.find_root().meta[_KEY] = value
