"""What a report says, ready to be written in any format: what was checked, how, and what was found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any, Literal, Self

import polars as pl
from attrs import field, frozen

from regionpb import __version__
from regionpb.contract import TABLES
from regionpb.errors import Both
from regionpb.findings import FINDINGS, Severity
from regionpb.io.besides import Rows
from regionpb.known.silent import Silent
from regionpb.policies import Policy
from regionpb.queries.explanation import Explanation
from regionpb.rules.runner import NotChecked
from regionpb.rules.saying.families import family
from regionpb.vocabulary import Language

__all__ = ["SAID", "About", "Document", "Group"]

SAID: Mapping[str, pl.DataType] = {
    **FINDINGS,
    "name": pl.String(),
    "name_zh": pl.String(),
    "message": pl.String(),
    "message_zh": pl.String(),
    "county": pl.String(),
    "county_name": pl.String(),
}
"""The columns of the findings of a document: those of a frame of findings, what they say, and where they lie."""

Key = Literal["code", "family", "county"]


@frozen
class About:
    """What a code stands for.

    Attributes:
        summary: the fault, in English.
        summary_zh: the same in Chinese.
        norms: what it is measured by: parameters in force with their norms, then where the rule comes from.
    """

    summary: str
    summary_zh: str
    norms: tuple[Both, ...]


@frozen
class Group:
    """The findings of one code.

    Attributes:
        code: the code.
        name: the name of the fault.
        name_zh: the same in Chinese.
        severities: how many there are of each severity, the gravest first; those of which there are none are left out.
        rows: the first of them, as many as were asked for.
    """

    code: str
    name: str
    name_zh: str
    severities: Mapping[Severity, int]
    rows: pl.DataFrame

    @property
    def severity(self) -> Severity:
        """The gravest among them."""
        return next(iter(self.severities))

    @property
    def mixed(self) -> bool:
        """Whether they are of several severities."""
        return len(self.severities) > 1

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(self.severities.values())

    @property
    def more(self) -> int:
        """How many are not among `rows`."""
        return self.total - self.rows.height


@frozen(eq=False)
class Document:
    """A report as it is written.

    Attributes:
        version: the version of regionpb that checked.
        day: the day it speaks of.
        policy: the name of the policy.
        policy_label: what people call it, in English.
        policy_label_zh: the same in Chinese.
        rows: rows read, taken and set aside by table.
        findings: the findings shown, with the columns of `SAID`, ordered by code, table, id.
        hidden: how many more there are that are less grave than `min_severity`.
        not_checked: the rules that could not be asked.
        source: what was checked, as people call it; None for frames in memory.
        min_severity: what is less grave is neither shown nor counted.
        language: the language of a format that speaks only one.
        about: what each code that was found stands for.
        silent: the findings that are not told, and what is found no more.
        explain: explains the finding in a row of `findings`; None where that is not wanted.
    """

    version: str
    day: date
    policy: str
    policy_label: str
    policy_label_zh: str
    rows: Mapping[str, Rows]
    findings: pl.DataFrame
    hidden: int = 0
    not_checked: tuple[NotChecked, ...] = ()
    source: str | None = None
    min_severity: Severity = Severity.WARNING
    language: Language = "en"
    about: Mapping[str, About] = field(factory=dict[str, About])
    silent: Silent = field(factory=Silent)
    explain: Callable[[Mapping[str, Any]], Explanation] | None = None

    @classmethod
    def of(
        cls,
        *,
        day: date,
        policy: Policy,
        rows: Mapping[str, Rows],
        findings: pl.DataFrame,
        hidden: int = 0,
        not_checked: tuple[NotChecked, ...] = (),
        source: str | None = None,
        min_severity: Severity = Severity.WARNING,
        language: Language = "en",
        about: Mapping[str, About] | None = None,
        silent: Silent | None = None,
        explain: Callable[[Mapping[str, Any]], Explanation] | None = None,
    ) -> Self:
        """A document of this version of regionpb (see the attributes); tables are put in the model's order."""
        order = {name: position for position, name in enumerate(TABLES)}
        return cls(
            __version__,
            day,
            policy.name,
            policy.label,
            policy.label_zh,
            dict(sorted(rows.items(), key=lambda item: (order.get(item[0], len(order)), item[0]))),
            findings,
            hidden,
            not_checked,
            source,
            min_severity,
            language,
            about or {},
            silent or Silent(),
            explain,
        )

    @cached_property
    def severities(self) -> Mapping[Severity, int]:
        """How many findings of each severity are shown; all three are keys."""
        found = dict(self.findings["severity"].value_counts().iter_rows())
        return {severity: found.get(str(severity), 0) for severity in Severity}

    @property
    def counts(self) -> Mapping[str, int]:
        """How many findings of each code are shown, in the order of the codes."""
        return dict(self.tally("code").select("code", "total").iter_rows())

    def tally(self, by: Key) -> pl.DataFrame:
        """How many findings are shown by code, family or county.

        Returns:
            The key and its name (`code, name, name_zh`; `family, label, label_zh`; `county, county_name`), then
            `error`, `warning`, `info` and `total`. Codes and families in their order, counties by total, nulls last:
            findings that lie in no county.
        """
        keys = {"code": ["code", "name", "name_zh"], "family": ["family"], "county": ["county", "county_name"]}[by]
        # A family of another package may have several letters.
        frame = self.findings.with_columns(family=pl.col("code").str.extract(r"^([A-Z]+)"))
        counts = [(pl.col("severity") == str(s)).sum().cast(pl.Int64).alias(str(s)) for s in Severity]
        out = frame.group_by(keys, maintain_order=True).agg(*counts, pl.len().cast(pl.Int64).alias("total"))
        if by == "county":
            return out.sort(pl.col("county").is_null(), -pl.col("total"), "county")
        if by == "code":
            return out
        families = [family(str(letter)) for letter in out["family"]]
        return out.select(
            "family",
            pl.Series("label", [f.label for f in families], pl.String()),
            pl.Series("label_zh", [f.label_zh for f in families], pl.String()),
            *map(str, Severity),
            "total",
        )

    def groups(self, limit: int | None = None) -> Iterator[Group]:
        """The findings shown, code by code, at most `limit` of each."""
        for row in self.tally("code").iter_rows(named=True):
            rows = self.findings.filter(pl.col("code") == row["code"])
            severities = {s: row[str(s)] for s in Severity if row[str(s)]}
            shown = rows if limit is None else rows.head(limit)
            yield Group(row["code"], row["name"], row["name_zh"], severities, shown)

    @cached_property
    def unasked(self) -> Mapping[tuple[str, ...], tuple[str, ...]]:
        """The codes not checked, by the tables and columns that are missing for them."""
        out: dict[tuple[str, ...], tuple[str, ...]] = {}
        for rule in self.not_checked:
            out[rule.missing] = (*out.get(rule.missing, ()), rule.code)
        return out
