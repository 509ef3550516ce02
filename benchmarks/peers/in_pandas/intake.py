"""E002 to E007, E009 and E010 in pandas: a mask over a whole column for each demand of the data dictionary."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.peers.dictionary import LENGTHS, Demands, Scope
from benchmarks.peers.in_pandas.register import began

__all__ = ["read"]

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
Found = set[tuple[str, str | None]]


def read(folder: Path) -> tuple[dict[str, pd.DataFrame], Found]:
    """All versions of the tables without what is wrong in them, and what that was.

    Rows that lack what is required are set aside, other unreadable cells are empty, names have become ids.
    """
    found: Found = set()
    tables: dict[str, pd.DataFrame] = {}
    aside: dict[str, np.ndarray] = {}
    scope = Scope.of(folder)
    for name, asked in scope.tables.items():
        frame = pd.read_parquet(
            Path(folder, f"{name}.parquet"),
            columns=[*scope.columns[name]],
            to_pandas_kwargs={"date_as_object": False},
        )
        if name == "divisions":
            frame["code"] = _cut(frame["code"], frame["level"])
        tables[name], aside[name] = _checked(name, asked, frame, found)
    _follow(scope, tables, aside, found)
    for name, asked in scope.tables.items():
        if aside[name].any():
            tables[name] = tables[name][~aside[name]]
        found |= _told("E007", _repeated(tables[name], asked))
    return tables, found


def _told(code: str, keys: pd.Series) -> Found:
    return {(code, key) for key in keys.astype(object).where(~_blank(keys), None)}


def _blank(column: pd.Series) -> pd.Series:
    return column.isna() | (column.str.strip() == "") if column.dtype == "str" else column.isna()


def _cut(code: pd.Series, level: pd.Series) -> pd.Series:
    """Codes without the zeros behind the length of their level."""
    for name, digits in LENGTHS.items():
        code = code.mask((level == name) & _is_padded(code, digits), code.str[:digits])
    return code


def _is_padded(codes: pd.Series, digits: int) -> pd.Series:
    padded = codes.str.len().isin([6, 12]) & codes.str.fullmatch(f"[0-9]{{{digits}}}0+")
    return padded.fillna(value=False).astype(bool)


def _checked(name: str, asked: Demands, frame: pd.DataFrame, found: Found) -> tuple[pd.DataFrame, np.ndarray]:
    """The frame with unreadable cells emptied, and which of its rows are set aside."""
    aside = np.zeros(len(frame), dtype=bool)
    for column, code, mask in _faults(name, asked, frame):
        wrong = mask.fillna(value=False).to_numpy(dtype=bool)
        if wrong.any():
            found |= _told(code, frame.loc[wrong, asked.id])
            if column is None or column in asked.required:
                aside |= wrong
            else:
                frame[column] = frame[column].mask(wrong)
    return frame, aside


def _faults(name: str, asked: Demands, frame: pd.DataFrame) -> Iterator[tuple[str | None, str, pd.Series]]:
    """Column (None where a row does not fit together), code, and which rows."""
    for column in asked.required:
        yield column, "E004", _blank(frame[column])
    for column, terms in asked.terms.items():
        cells = frame[column]
        yield column, "E003", ~cells.isin(terms) & ~_blank(cells)
    for column, (least, most) in asked.bounds.items():
        yield column, "E002", ~frame[column].between(least, most) & frame[column].notna()
    for column in asked.credit:
        codes = frame[column].dropna().unique()
        yield column, "E009", frame[column].isin([code for code in codes if code.strip() and not _is_credit_code(code)])
    if asked.one_of:
        filled = sum((~_blank(frame[column])).astype("int64") for column in asked.one_of)
        yield None, "E004", filled == 0
        yield None, "E002", filled > 1
    if asked.dated:
        yield None, "E006", frame["end"] <= frame["start"]
    if name == "divisions":
        code, long = frame["code"], frame["code"].str.len()
        level = frame["level"].map(LENGTHS)
        right = code.str.fullmatch("[0-9]+") & long.isin(LENGTHS.values()) & ((long == level) | level.isna())
        yield "code", "E009", ~right.fillna(value=False).astype(bool) & ~_blank(code)


def _is_credit_code(code: str) -> bool:
    code = code.upper()
    if len(code) != 18 or not set(code) <= set(_ALPHABET):
        return False
    weights = (pow(3, place % 17, 31) for place in range(18))
    return sum(_ALPHABET.index(c) * weight for c, weight in zip(code, weights, strict=True)) % 31 == 0


def _follow(scope: Scope, tables: dict[str, pd.DataFrame], aside: dict[str, np.ndarray], found: Found) -> None:
    """Turn names and padded codes into ids; what leads nowhere is told and emptied."""
    known = {name: pd.Index(tables[name][asked.id].dropna().unique()) for name, asked in scope.tables.items()}
    for name, asked in scope.tables.items():
        frame = tables[name]
        for column, target in asked.references.items():
            values = frame[column].dropna().unique()
            loose = pd.Series(values[known[target].get_indexer(pd.Index(values)) < 0], dtype="str")
            if loose.empty:
                continue
            meant = _meanings(loose, tables[target], scope.tables[target].id, aside[target], known[target])
            for code in ("E005", "E010"):
                found |= _told(code, frame.loc[frame[column].isin(meant.loc[meant["code"] == code, "value"]), asked.id])
            frame[column] = frame[column].replace(dict(zip(meant["value"], meant["id"], strict=True)))


def _meanings(loose: pd.Series, frame: pd.DataFrame, key: str, aside: np.ndarray, known: pd.Index) -> pd.DataFrame:
    """For values that are no id: `value`, the `id` that they mean, and `code`, what is wrong with them."""
    here = frame["name"].isin(loose)
    called = frame.loc[here & ~aside].groupby("name")[key].agg(["nunique", "first"])
    called_aside = {*frame.loc[here & aside, "name"]}
    meant = pd.DataFrame({"value": loose, "id": pd.Series(pd.NA, index=loose.index, dtype="str")})
    several = meant["value"].map(called["nunique"]).fillna(0)
    meant["id"] = meant["value"].map(called["first"]).where(several == 1)
    if key == "code":
        for digits in (9, 6, 4, 2):
            short = loose.str[:digits]
            padded = _is_padded(loose, digits) & short.isin(known)
            meant["id"] = meant["id"].mask(meant["id"].isna() & (several == 0) & padded, short)
            # Of a padded code that was set aside nobody knows how long it is.
            codes = frame.loc[aside, key].dropna()
            called_aside |= {*codes[_is_padded(codes, digits)].str[:digits]}
    lost = meant["id"].isna() & ~_blank(loose)
    told = lost & ~((several == 0) & loose.isin(called_aside))
    meant["code"] = np.select([told & (several > 1), told], ["E010", "E005"], "")
    # A name that stands only in rows set aside stays as it is: it leads nowhere, but somebody is called so.
    meant["id"] = meant["id"].mask(lost & ~told, loose)
    return meant


def _repeated(frame: pd.DataFrame, asked: Demands) -> pd.Series:
    """The ids of versions that overlap; of what has no versions, those that occur twice."""
    again = frame[frame.duplicated(asked.id, keep=False)]
    if not asked.dated:
        return again[asked.id]
    ends = again["end"].fillna(pd.Timestamp.max.floor("D"))
    ordered = pd.DataFrame(
        {"id": again[asked.id], "who": pd.factorize(again[asked.id])[0], "start": began(again), "end": ends}
    ).sort_values(["who", "start"], kind="stable")
    before = ordered.shift()
    return ordered.loc[(ordered["who"] == before["who"]) & (ordered["start"] < before["end"]), "id"]
