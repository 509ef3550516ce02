"""The facade people hold: a region as of a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from html import escape
from pathlib import Path
from random import Random
from typing import Self

import polars as pl
from attrs import evolve, field, frozen

from regionpb.changing import State
from regionpb.checking import Asked, check
from regionpb.contract import TABLES
from regionpb.contract.beside import JOURNAL, PLANTED
from regionpb.contract.days import as_day
from regionpb.errors import SourceError
from regionpb.findings import Severity
from regionpb.io.journals import as_lines
from regionpb.io.writing import write_register
from regionpb.known.baseline import Baseline
from regionpb.known.declared import Known
from regionpb.planting import NOTHING_PLANTED, planting
from regionpb.policies import DEFAULT_POLICY, Policy
from regionpb.queries.readiness import falling_short, readiness
from regionpb.reconciling import Reconciliation, reconciled
from regionpb.recorded import Recorded
from regionpb.report import Report
from regionpb.rules import Rule
from regionpb.rules.planting.draft import Draft

__all__ = ["Region"]


@frozen(eq=False, repr=False)
class Region(Recorded):
    """A register as of a day. Immutable; may be shared between threads; cheap to pass around.

    Attributes:
        planted: where faults were planted, if any: `code`, `table`, `id`.
        known: the findings its source says need not be told.
        title: what the source is called.
        spoilt: of a planted region or its twin, the tables as they were before reading took them in.
        files: of such a region, the files that stand beside its tables.
    """

    planted: pl.DataFrame = field(default=NOTHING_PLANTED, kw_only=True)
    known: Known = field(factory=Known, kw_only=True)
    title: str | None = field(default=None, kw_only=True)
    spoilt: Mapping[str, pl.DataFrame] = field(factory=dict[str, pl.DataFrame], kw_only=True)
    files: Mapping[str, bytes] = field(factory=dict[str, bytes], kw_only=True)

    def _of(self, state: State) -> Self:
        """This region with other contents; what was planted is not told of them."""
        return evolve(super()._of(state), planted=NOTHING_PLANTED, spoilt={}, files={})

    # ---- checking ------------------------------------------------------------------------------

    def check(
        self,
        select: Sequence[str] | None = None,
        ignore: Sequence[str] | None = None,
        policy: str | Path | Policy | None = None,
        engine: str = "polars",
        *,
        rules: Iterable[Rule] = (),
        baseline: Baseline | str | Path | None = None,
        since: Report | None = None,
    ) -> Report:
        """Ask rules of this region on its day.

        Args:
            select: codes or families to ask; all where None. Of select and ignore the longer prefix wins.
            ignore: codes or families to leave out.
            policy: a policy, its name, or its file; where None the one the source asks for, else `ningbo`.
            engine: what runs the rules: `polars`, `duckdb` (extra `sql`) or `spark` (extra `spark`). The findings are
                the same.
            rules: rules of your own, asked with the others (see `regionpb.rules.own`).
            baseline: findings that are known and are not told again, or the file of them (see
                `regionpb.known.baseline`).
            since: the report of an earlier state of this region, on the same day under the same policy: only the rules
                that read what has changed since are asked again, most of them only about what is near it. The report is
                the same.

        Raises:
            UnknownName: when a code, a family or an engine is not known.
            PolicyError: when a policy cannot be read, or is not one for these rules.
            SourceError: when the file of a baseline cannot be read.
            RegionError: when an engine is not installed or does not start, the code of a rule is taken, or the earlier
                report is of another day or policy.

        >>> import regionpb
        >>> regionpb.testing.minimal().check(select=["D", "U004"])
        <Report of 2011-07-29 under ningbo: 0 error, 0 warning, 0 info; 0 rules not checked>
        """
        asked = Asked(self._norms(policy), select, ignore, engine, tuple(rules), baseline, since)
        return check(self.snapshot, self.intake, asked, self.known, self.title, lambda: self.journal)

    def reconcile(
        self,
        start: date | str,
        end: date | str,
        *,
        policy: str | Path | Policy | None = None,
        select: Sequence[str] | None = None,
        ignore: Sequence[str] | None = None,
    ) -> Reconciliation:
        """What became of the members between two days: openings, every way in and out, closings, differences.

        Args:
            start: the first day.
            end: the last day.
            policy: as in `check`.
            select: codes of family X to ask; all where None.
            ignore: codes to leave out.

        Raises:
            SourceError: when a day is none, or the first is not before the last.
            UnknownName: when a code is not known.

        >>> import random, regionpb
        >>> region = regionpb.testing.minimal().plant([regionpb.rules["X001"]], random.Random(0))
        >>> told = region.reconcile("2011-07-09", "2011-07-29")
        >>> for finding in told.report.findings:
        ...     print(finding.id, told.rows_of(finding).select("member", "kind", "difference").rows())
        O-N1 [('M-N13', 'opening', 1)]
        O-N7 [('M-N13', 'closing', -1)]
        """
        first, last = as_day(start), as_day(end)
        if first >= last:
            raise SourceError(
                f"{first} is not before {last}; give the earlier day first", f"{first} 不早于 {last}；请先写较早的日期"
            )
        days = (self.at(first).snapshot, self.at(last).snapshot)
        return reconciled(*days, self.intake, self._norms(policy), select=select, ignore=ignore, title=self.title)

    def plant(self, rules: Sequence[Rule], rng: Random) -> Region:
        """A region in which the fault of each rule has been committed, one after another, and recorded.

        Args:
            rules: a rule as often as its fault is wanted.
            rng: where choices come from.

        Raises:
            Unplantable: when this region lacks what a fault needs.
        """
        return self._worked_on(rules, rng, spoils=True)

    def twin(self, rules: Sequence[Rule], rng: Random) -> Region:
        """The sound twin of what `plant` makes with the same choices: the same pieces added, and none of them spoilt.

        Args:
            rules: as in `plant`.
            rng: where choices come from; in the same state as for `plant`.

        Raises:
            Unplantable: when this region lacks what a fault needs.

        >>> import random, regionpb
        >>> rules = [regionpb.rules["O006"]]
        >>> minimal = regionpb.testing.minimal()
        >>> bad, sound = (make(rules, random.Random(1)) for make in (minimal.plant, minimal.twin))
        >>> len(bad.organization("O-N1").members), len(sound.organization("O-N1").members)
        (1, 3)
        """
        return self._worked_on(rules, rng, spoils=False)

    def _worked_on(self, rules: Sequence[Rule], rng: Random, *, spoils: bool) -> Region:
        draft = Draft.of(self.day, self.tables, spoilt=self.spoilt, files=self.files, spoils=spoils)
        done = planting(draft, rules, rng)
        return evolve(
            self,
            tables=done.tables,
            intake=done.intake,
            planted=pl.concat([self.planted, done.planted]),
            spoilt=done.frames,
            files=done.files,
            recorded=done.journal,
            origin=None,
        )

    # ---- the incubator -------------------------------------------------------------------------

    def readiness(self, policy: str | Path | Policy | None = None) -> pl.DataFrame:
        """How ready each unit without an organization of its own is for one (see `regionpb.queries.readiness`).

        Args:
            policy: as in `check`.

        >>> import regionpb as rpb
        >>> region = rpb.testing.minimal()
        >>> firm = {"id": "U-1", "name": "甲公司", "kind": "non_public_enterprise", "division": "330203"}
        >>> frames = {**region.frames, "units": pl.DataFrame([firm])}
        >>> frames["members"] = frames["members"].with_columns(organization=pl.lit("O-1"), unit=pl.lit("U-1"))
        >>> area = rpb.changes.form_unit(
        ...     "R-1", name="工业区", mode="park", division="330203", hub="O-1", units=["U-1"], on="2011-07-01"
        ... )
        >>> region = rpb.read(frames, at=region.day).apply(area)
        >>> print(region.readiness()["reasons"].item())
        a branch needs 3 full members, 3 are in the reservoir; O-1 would be above it
        """
        return readiness(self.snapshot, self._norms(policy).at(self.day))

    def falling_short(self, policy: str | Path | Policy | None = None) -> pl.DataFrame:
        """Which branches of one unit in a 1+N unit have too few full members (see `regionpb.queries.readiness`).

        Args:
            policy: as in `check`.

        >>> import regionpb
        >>> regionpb.testing.minimal().falling_short().height
        0
        """
        return falling_short(self.snapshot, self._norms(policy).at(self.day))

    # ---- writing and showing -------------------------------------------------------------------

    def write(
        self,
        target: str | Path,
        format: str = "csv",  # noqa: A002 - the word of the interface
        *,
        names: bool = False,
    ) -> list[Path]:
        """Write all versions of all tables, a `regionpb.toml`, and what there is of a journal and of planted faults.

        Personal names are left out unless they are asked for. Tables that were written there before are replaced; a
        folder that holds tables from elsewhere is left alone.

        Args:
            target: a folder, or for `xlsx` a workbook (which then stands alone, without `regionpb.toml`).
            format: `csv`, `parquet`, `jsonl`, or `xlsx` for one workbook.
            names: whether the names of people are written, too: only for a copy that is kept as safe as the source.

        Raises:
            UnknownName: when there is no such format.
            SourceError: when the target cannot be written, or holds tables from elsewhere.
        """
        source = self.spoilt or self.frames
        frames = {name: frame if names else TABLES[name].public(frame) for name, frame in source.items()}
        beside = dict(self.files)
        if self.journal is not None and self.journal.number:
            beside[JOURNAL] = as_lines(self.journal.entries if names else [e.public() for e in self.journal.entries])
        if self.planted.height:
            beside[PLANTED] = b"\xef\xbb\xbf" + self.planted.write_csv().encode()
        policy = self.policy or DEFAULT_POLICY
        return write_register(
            frames,
            Path(target),
            format,
            beside=beside,
            day=self.day,
            policy=str(Path(policy).absolute()) if policy.endswith(".toml") else policy,
            known=self.known,
        )

    def _told_html(self) -> str:
        faults = self.intake.findings.filter(pl.col("severity") != Severity.INFO.value).height
        told = f"; {faults:,} faults found while reading" if faults else ""
        return f"Region 区域 <b>{escape(self.title or '')}</b> as of {self.day}{told}"
