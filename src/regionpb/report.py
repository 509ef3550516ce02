"""What a check gives: findings, counts, what was not checked, and ways to look at them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
from attrs import evolve, field, frozen

from regionpb.changes import Repairs, offered
from regionpb.errors import Both, FindingsError, unwritable
from regionpb.findings import NO_FINDINGS, Finding, Severity, Source
from regionpb.graph.location import counties, divisions_of
from regionpb.graph.snapshot import Snapshot
from regionpb.graph.tables import Tables
from regionpb.io.besides import Rows
from regionpb.io.reports import Document, save
from regionpb.io.reports.document import About
from regionpb.io.reports.json_documents import to_dict
from regionpb.known.baseline import Baseline
from regionpb.known.silent import Silent
from regionpb.policies import Policy
from regionpb.queries.distance import distances
from regionpb.queries.evidence import evidence
from regionpb.queries.explanation import Explanation
from regionpb.rules import RULES
from regionpb.rules.base import Rule
from regionpb.rules.norms import measures
from regionpb.rules.own import joined
from regionpb.rules.rechecking import Earlier
from regionpb.rules.runner import NotChecked, Outcome
from regionpb.rules.saying.messages import with_messages
from regionpb.vocabulary import Language

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Report"]

_NAMED = 3
"""How many errors are named where a report is raised."""


@frozen(eq=False, repr=False)
class Report:
    """The findings of one check, as a frame; `Finding` objects are made when asked for.

    Attributes:
        day: the day it speaks of.
        policy: the policy it was made under.
        not_checked: the rules that could not be asked, with what they would need.
        rows: rows read, taken and set aside, by table.
        silent: the findings that are not told, and what is found no more.
    """

    day: date
    policy: Policy
    not_checked: tuple[NotChecked, ...]
    rows: Mapping[str, Rows]
    _frame: pl.DataFrame = field(alias="frame")
    _rules: Mapping[str, Rule] = field(alias="rules")
    _snapshot: Snapshot = field(alias="snapshot")
    _title: str | None = field(alias="title", default=None)
    silent: Silent = field(factory=Silent)
    _outcome: Outcome | None = field(alias="outcome", default=None)

    def __reduce__(self) -> tuple[object, ...]:
        # Rules are code, and code stays at home: they are found again by their codes. Of a rule that is only in this
        # process what it says goes along.
        own = tuple(rule.told_only() for code, rule in self._rules.items() if RULES.get(code) is not rule)
        parts = (self.day, self.policy, self.not_checked, dict(self.rows), self._frame, own, self._snapshot.tables)
        return _unpickled, (*parts, self._title, self.silent)

    def __len__(self) -> int:
        return self._frame.height

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding, ordered by code, table and id; messages in English (see `in_language`)."""
        return self.in_language("en")

    def in_language(self, language: Language) -> tuple[Finding, ...]:
        """Every finding with its message in a language, `"en"` or `"zh"`."""
        said = "message" if language == "en" else "message_zh"
        return tuple(
            Finding(
                code=row["code"],
                name=row["name"],
                severity=Severity(row["severity"]),
                table=row["table"],
                id=row["id"],
                message=row[said],
                values=json.loads(row["values"]),
                source=None if row["file"] is None else Source(row["file"], row["row"], row["column"]),
            )
            for row in self.to_polars().iter_rows(named=True)
        )

    def explain(self, finding: Finding) -> Explanation:
        """Why a finding is one: its rule, the norm in force on the day, how far it is from it, and the rows behind it.

        Args:
            finding: a finding of this report.

        Raises:
            ValueError: when this report does not have it.

        >>> import random, regionpb
        >>> region = regionpb.testing.minimal().plant([regionpb.rules["O006"]], random.Random(0))
        >>> report = region.check()
        >>> explained = report.explain(report.findings[0])
        >>> explained.distances[0].en
        '1 of 3 full members; 2 short'
        >>> [(piece.table, piece.rows.height) for piece in explained.rows]
        [('organizations', 1), ('members', 1)]
        """
        found = self._frame.filter(
            pl.col("code") == finding.code,
            pl.col("table").eq_missing(finding.table),
            pl.col("id").eq_missing(finding.id),
        )
        same = [row for row in found.iter_rows(named=True) if json.loads(row["values"]) == dict(finding.values)]
        if not same:
            raise ValueError(f"{finding.code} of {finding.table} {finding.id} is no finding of this report")
        return self._explained(same[0])

    def _explained(self, row: Mapping[str, Any]) -> Explanation:
        """Why the finding in a row of the frame is one."""
        rule, policy, values = self._rules[row["code"]], self.policy.at(self.day), json.loads(row["values"])
        told = with_messages(pl.DataFrame([row], self._frame.schema), self._rules)
        position = row["position"] if rule.family != "E" else None
        looking = evolve(rule, on=row["table"]) if rule.on == "*" and position is not None else rule
        return Explanation(
            code=row["code"],
            message=Both(*told.select("message", "message_zh").row(0)),
            rule=rule,
            policy=policy,
            distances=distances(rule, values, policy),
            rows=() if position is None else tuple(evidence(looking, self._snapshot, position, values)),
        )

    def repairs(self, safe: bool = True) -> Repairs:
        """The changes that would mend what can be mended (see `regionpb.rules.repairing`): nothing is changed yet.

        Args:
            safe: whether only those are given that leave no choice about what to do, or the others as well.

        >>> import random, regionpb
        >>> region = regionpb.testing.minimal().plant([regionpb.rules["R005"]], random.Random(0))
        >>> repairs = region.check().repairs()
        >>> [change.said.en for change in repairs]
        ['transfer M-N16 to O-N9 on 2011-07-29']
        >>> region.apply(*repairs).check().counts()
        {}
        """
        return offered(self._frame, self._rules, self._snapshot, self.policy.at(self.day), safe=safe)

    @property
    def as_found(self) -> Earlier:
        """What the rules gave before anything was silenced; nothing where the report comes from another process."""
        return Earlier(self._outcome or Outcome(NO_FINDINGS, ()), self._rules, self._snapshot)

    @property
    def ok(self) -> bool:
        """Whether there is no error and no warning."""
        return not self._frame["severity"].is_in([Severity.ERROR.value, Severity.WARNING.value]).any()

    @property
    def worst(self) -> Severity | None:
        """The gravest severity found; None where nothing was."""
        found = set(self._frame["severity"].unique())
        return next((severity for severity in Severity if severity.value in found), None)

    def counts(self) -> dict[str, int]:
        """How many findings of each code, for codes that were found."""
        return dict(self._frame.group_by("code").len().sort("code").iter_rows())

    @cached_property
    def _told(self) -> pl.DataFrame:
        return with_messages(self._frame, self._rules)

    def to_polars(self) -> pl.DataFrame:
        """The findings as a frame.

        Returns:
            The columns of `regionpb.findings.FINDINGS`, then `name`, `name_zh`, `message` and `message_zh`.
        """
        return self._told

    def baseline(self) -> Baseline:
        """What was found, to be known from now on; what is silent is not part of it.

        >>> import random, regionpb
        >>> region = regionpb.testing.minimal().plant([regionpb.rules["O010"]], random.Random(0))
        >>> region.check(baseline=region.check().baseline()).counts()
        {}
        """
        return Baseline.of(self._frame)

    def to_pandas(self) -> pd.DataFrame:
        """The findings as a pandas frame (needs the extra `pandas`)."""
        return self._told.to_pandas()

    def raise_for_errors(self) -> None:
        """Raise when there is an error among the findings.

        Raises:
            FindingsError: it names how many, and the first of them.
        """
        errors = self._frame.filter(pl.col("severity") == str(Severity.ERROR))
        if errors.height:
            told = with_messages(errors.head(_NAMED), self._rules)
            more = max(errors.height - _NAMED, 0)
            raise FindingsError(
                "; ".join(map(" ".join, told.select("code", "message").iter_rows()))
                + (f", and {more} more" if more else ""),
                "；".join(map(" ".join, told.select("code", "message_zh").iter_rows()))
                + (f"；另有 {more} 个" if more else ""),
            )

    def document(
        self, language: Language = "en", min_severity: Severity | str = Severity.INFO, *, explain: bool = False
    ) -> Document:
        """The report as a document that can be rendered (see `regionpb.io.reports`).

        Args:
            language: the language of those formats that speak one.
            min_severity: findings below it are left out.
            explain: whether each finding is explained, in formats that have room for it: text, `json`, `jsonl`.
        """
        least = Severity(min_severity)
        shown = [severity.value for severity in Severity if severity.at_least(least)]
        found = self._frame.filter(pl.col("severity").is_in(shown))
        told = self._told if found.height == len(self) else with_messages(found, self._rules)
        frame = self._with_counties(told)
        return Document.of(
            source=self._title,
            day=self.day,
            policy=self.policy,
            rows=self.rows,
            findings=frame,
            hidden=self._frame.height - frame.height,
            not_checked=self.not_checked,
            min_severity=least,
            language=language,
            about={code: self._about(code) for code in frame["code"].unique()},
            silent=self.silent,
            explain=self._explained if explain else None,
        )

    def _about(self, code: str) -> About:
        rule = self._rules[code]
        return About(rule.story.summary, rule.story.summary_zh, measures(rule, self.policy.at(self.day)))

    def _with_counties(self, findings: pl.DataFrame) -> pl.DataFrame:
        """The findings with the county each lies in, where it lies in one."""
        parts: list[pl.DataFrame] = []
        tables = self._snapshot.tables
        indexed = findings.with_row_index("order")
        for (name,), part in indexed.group_by("table"):
            nowhere = pl.Series("division", [None], pl.String).new_from_index(0, part.height)
            codes = divisions_of(tables, str(name), part["position"]) if name in tables else nowhere
            parts.append(part.hstack(counties(tables, codes)))
        if not parts:
            return findings.with_columns(county=pl.lit(None, pl.String), county_name=pl.lit(None, pl.String))
        return pl.concat(parts).sort("order").drop("order")

    def save(self, path: str | Path, language: Language = "en") -> Path:
        """Write the report; the suffix says the format.

        It is one of `.html`, `.json`, `.jsonl`, `.csv`, `.sarif`, `.xml` (JUnit), `.github` (annotations), `.txt`.

        Raises:
            UnknownName: when the suffix names no format.
            SourceError: when the file cannot be written.
        """
        try:
            return save(self.document(language), path)
        except OSError as error:
            raise unwritable(path, error) from error

    def __repr__(self) -> str:
        counted = dict(self._frame.group_by("severity").len().iter_rows())
        parts = ", ".join(f"{counted.get(s.value, 0):,} {s.value}" for s in Severity)
        return f"<Report of {self.day} under {self.policy.name}: {parts}; {len(self.not_checked)} rules not checked>"

    def _repr_html_(self) -> str:
        rows = self._told.group_by("code", "name", "severity").len().sort("code").iter_rows()
        cells = "".join("<tr>" + "".join(f"<td>{escape(str(c))}</td>" for c in row) + "</tr>" for row in rows)
        head = "<tr><th>code</th><th>name</th><th>severity</th><th>findings</th></tr>"
        return f"<p>{escape(repr(self))}</p><table>{head}{cells}</table>"

    def to_dict(self, language: Language = "en") -> dict[str, Any]:
        """The report as JSON has it."""
        return to_dict(self.document(language))


def _unpickled(
    day: date,
    policy: Policy,
    not_checked: tuple[NotChecked, ...],
    rows: Mapping[str, Rows],
    frame: pl.DataFrame,
    own: tuple[Rule, ...],
    tables: Tables,
    title: str | None,
    silent: Silent,
) -> Report:
    return Report(day, policy, not_checked, rows, frame, joined(RULES, own), Snapshot(tables, day), title, silent)
