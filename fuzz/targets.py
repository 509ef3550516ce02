"""What is fuzzed: each target takes bytes and raises only what is a fault of the library."""

from contextlib import suppress
from importlib.resources import files
from pathlib import Path

import polars as pl

from regionpb import codes
from regionpb.contract import TABLES
from regionpb.contract.cells import read_cell
from regionpb.errors import PolicyError, SourceError
from regionpb.io.delimited import read_delimited
from regionpb.io.intake import take_in
from regionpb.io.jsonlines import read_json_lines
from regionpb.io.settings import read_settings
from regionpb.rules.norms import read_norms

COLUMNS = [column for table in TABLES.values() for column in table.columns]
SCALARS = ("compact_credit", "credit_check_digit", "is_credit_code", "compact_division", "is_division_code", "level_of")
SCALARS += ("division_parent", "division_kind", "division_candidates")


def delimited(data: bytes, folder: Path) -> None:
    """The readers of delimited text, and what takes their tables in."""
    _taken(_written(folder / "organizations.csv", data), read_delimited)


def json_lines(data: bytes, folder: Path) -> None:
    """The readers of JSON Lines, and what takes their tables in."""
    _taken(_written(folder / "organizations.jsonl", data), read_json_lines)


def cells(data: bytes, _folder: Path) -> None:
    """One cell of some column."""
    column = COLUMNS[data[0] % len(COLUMNS)] if data else COLUMNS[0]
    with suppress(ValueError):
        read_cell(column, data[1:].decode("utf-8", "replace"))


def code(data: bytes, _folder: Path) -> None:
    """The functions over codes; they and their expressions agree."""
    text = data.decode("utf-8", "replace")
    for name in SCALARS:
        said = getattr(codes, name)(text)
        column = pl.select(getattr(codes, f"{name}_expr")(pl.lit(text)))[:, 0].to_list()
        assert column == [[*said] if isinstance(said, tuple) else said], name


def settings(data: bytes, folder: Path) -> None:
    """`regionpb.toml`."""
    with suppress(SourceError):
        read_settings(_written(folder / "regionpb.toml", data))


def policy(data: bytes, folder: Path) -> None:
    """A policy of one's own."""
    with suppress(PolicyError):
        read_norms(str(_written(folder / "policy.toml", data)))


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def _taken(path: Path, read) -> None:
    table = read(path)
    assert table.frame.width == len(table.headers)
    assert table.frame.height == len(table.rows)
    _, intake = take_in([table])
    rows = intake.rows.get("organizations")
    assert rows is None or rows.read == rows.taken + rows.set_aside == table.frame.height + table.ragged.height


ROW = "id,name,form,division,superior,elected_on\nO-1,区委,committee,330203,,2010-05-01\n"
OBJECT = '{"id":"O-1","name":"区委","form":["党委"],"sort":1.5,"x":{"a":null},"\\u0061":true}\n'
SETTINGS = 'day = 2011-07-29\npolicy = "ningbo"\nwritten = ["a.csv"]\n[columns.organizations]\n"上级" = "superior"\n'

_NATIONAL = (files("regionpb.policies") / "national.toml").read_bytes()

TARGETS = {
    "delimited": (delimited, [ROW.encode(), ROW.encode("gb18030"), ROW.encode("utf-16"), b'a,"b\n"\r"c""d"\r\n;\t']),
    "json_lines": (json_lines, [OBJECT.encode(), b'{"id":1e400}\n[]\n{"id":"a","id":"b"}']),
    "cells": (cells, ["\x10２０１１年7月29日".encode(), b"\x051,200.5e3", "\x03党委；党支部".encode()]),
    "code": (code, [b"330203001001.0", b"3.30203001001E+11", b"91350100M000100Y43"]),
    "settings": (settings, [SETTINGS.encode()]),
    "policy": (policy, [_NATIONAL[:1200], _NATIONAL[1200:3000]]),
}
"""Each target and what it begins with."""
