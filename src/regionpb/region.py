"""The facade people hold: a region as of a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from html import escape
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import polars as pl
from attrs import evolve, field, frozen

from regionpb.changes import AnyChange, Plan, plan_of
from regionpb.changes.journal import Journal, Patch, as_instant
from regionpb.changes.journal.between import between
from regionpb.changes.ledger import Ledger
from regionpb.changing import State
from regionpb.checking import Asked, check
from regionpb.contract import TABLES, table
from regionpb.contract.beside import JOURNAL, PLANTED
from regionpb.contract.days import as_day
from regionpb.errors import SourceError
from regionpb.findings import Severity
from regionpb.graph import handles
from regionpb.graph.around import InMemory
from regionpb.graph.diff import Diff, diff
from regionpb.graph.forest import Forest
from regionpb.graph.relations import to_networkx
from regionpb.graph.snapshot import Snapshot
from regionpb.graph.tables import ROW, Tables
from regionpb.io.intake import Intake
from regionpb.io.journals import as_lines
from regionpb.io.writing import write_register
from regionpb.known.baseline import Baseline
from regionpb.known.declared import Known
from regionpb.planting import NOTHING_PLANTED, planting
from regionpb.policies import DEFAULT_POLICY, Policy
from regionpb.queries.description import Description, describe, table_sizes
from regionpb.queries.readiness import falling_short, readiness
from regionpb.queries.trail import trail
from regionpb.reconciling import Reconciliation, reconciled
from regionpb.report import Report
from regionpb.rules import Rule
from regionpb.rules.norms import read_norms
from regionpb.rules.planting.draft import Draft

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Region"]


@frozen(eq=False, repr=False)
class Region:
    """A register as of a day. Immutable; may be shared between threads; cheap to pass around.

    Attributes:
        day: the day every query and rule speaks of.
        tables: all versions of all rows.
        intake: what reading the source gave besides its tables: E findings, rows read and set aside.
        planted: where faults were planted, if any: `code`, `table`, `id`.
        policy: the name or file of the policy its source asks for; None for the default.
        known: the findings its source says need not be told.
        title: what the source is called.
        spoilt: of a planted region or its twin, the tables as they were before reading took them in.
        files: of such a region, the files that stand beside its tables.
        recorded: everything that was recorded of it since it was read, or what gives that when it is asked for; None
            where nothing was.
        origin: what reading gave when the journal began.
    """

    day: date
    tables: Tables
    intake: Intake = field(factory=Intake)
    planted: pl.DataFrame = NOTHING_PLANTED
    policy: str | None = None
    known: Known = field(factory=Known)
    title: str | None = None
    spoilt: Mapping[str, pl.DataFrame] = field(factory=dict[str, pl.DataFrame])
    files: Mapping[str, bytes] = field(factory=dict[str, bytes])
    recorded: Journal | Callable[[], Journal] | None = field(default=None, repr=False)
    origin: Intake | None = field(default=None, repr=False)

    # ---- the tables ----------------------------------------------------------------------------

    def at(self, day: date | str, *, known: datetime | str | None = None) -> Region:
        """The same region as of another day; and as it was known at an instant.

        Args:
            day: what it is to speak of.
            known: what was recorded later counts for nothing; where None, everything counts. Text without a time zone
                is in that of this machine. Nothing is known of what came before the region was read.

        Raises:
            SourceError: when the day or the instant is none.

        >>> import regionpb as rpb
        >>> region = rpb.testing.minimal()
        >>> region.at("2012-01-01").day
        datetime.date(2012, 1, 1)
        >>> act = rpb.changes.transfer("M-2", to="O-1", on="2012-01-01")
        >>> later = region.apply(act, recorded="2012-01-05T09:00:00Z")
        >>> for instant in ("2012-01-04T09:00:00Z", "2012-01-06T09:00:00Z"):
        ...     print(later.at("2012-01-02", known=instant).member("M-2").organization.id)
        O-2
        O-1
        """
        region = self if known is None else self._of(self._state.known(as_instant(known)))
        return evolve(region, day=as_day(day))

    @cached_property
    def journal(self) -> Journal | None:
        """Everything that was recorded of it since it was read, or loaded into a store; None where nothing was."""
        return self.recorded() if callable(self.recorded) else self.recorded

    @property
    def _state(self) -> State:
        return State(self.tables, self.intake, self.journal, self.origin)

    def _of(self, state: State) -> Region:
        """This region with other contents."""
        return evolve(
            self,
            tables=state.tables,
            intake=state.intake,
            recorded=state.journal,
            origin=state.origin,
            planted=NOTHING_PLANTED,
            spoilt={},
            files={},
        )

    def table(self, name: str) -> pl.DataFrame:
        """The rows of a table that are current on the day, with every column that came.

        Raises:
            UnknownName: when the contract has no such table.
        """
        known = table(name).name
        rows = self.snapshot.frame(known)[ROW]
        history = self.tables.history(known)
        return history if rows.len() == history.height else history.select(pl.all().gather(rows))

    def scan(self, name: str) -> pl.LazyFrame:
        """The rows of a table that are current on the day, lazily."""
        return self.table(name).lazy()

    def history(self, name: str) -> pl.DataFrame:
        """All versions of the rows of a table.

        Raises:
            UnknownName: when the contract has no such table.
        """
        return self.tables.history(name)

    @property
    def frames(self) -> dict[str, pl.DataFrame]:
        """All versions of every table there is, with the columns that came and no others, as `read` takes them.

        >>> import regionpb
        >>> region = regionpb.testing.minimal()
        >>> regionpb.read(region.frames, at=region.day).check().ok
        True
        """
        return {name: frame.drop(self.tables.absent.get(name, ())) for name, frame in self.tables.frames.items()}

    # ---- the graph -----------------------------------------------------------------------------

    @cached_property
    def snapshot(self) -> Snapshot:
        """The graph as of the day: what rules and queries read."""
        return Snapshot(self.tables, self.day)

    @cached_property
    def _around(self) -> InMemory:
        return InMemory(self.snapshot)

    @property
    def territory(self) -> Forest:
        """The territorial tree of the current divisions."""
        return self.snapshot.territory

    @property
    def subordination(self) -> Forest:
        """The subordination forest of the current organizations."""
        return self.snapshot.subordination

    def division(self, code: str) -> handles.Division:
        """A current division by its code; UnknownName where there is none."""
        return handles.Division.find(self._around, code)

    def unit(self, key: str) -> handles.Unit:
        """A current unit by its id; UnknownName where there is none."""
        return handles.Unit.find(self._around, key)

    def organization(self, key: str) -> handles.Organization:
        """A current organization by its id; UnknownName where there is none.

        >>> import regionpb
        >>> branch = regionpb.testing.minimal().organization("O-2")
        >>> branch.superior.id, len(branch.members), branch.secretary.id
        ('O-1', 3, 'M-2')
        """
        return handles.Organization.find(self._around, key)

    def regional_unit(self, key: str) -> handles.RegionalUnit:
        """A current 1+N unit by its id; UnknownName where there is none."""
        return handles.RegionalUnit.find(self._around, key)

    def member(self, key: str) -> handles.Member:
        """A current member by their id; UnknownName where there is none."""
        return handles.Member.find(self._around, key)

    def body(self, key: str) -> handles.Body:
        """A current body by its id; UnknownName where there is none."""
        return handles.Body.find(self._around, key)

    def service_point(self, key: str) -> handles.ServicePoint:
        """A current service point by its id; UnknownName where there is none."""
        return handles.ServicePoint.find(self._around, key)

    def volunteer_team(self, key: str) -> handles.VolunteerTeam:
        """A current volunteer team by its id; UnknownName where there is none."""
        return handles.VolunteerTeam.find(self._around, key)

    def to_networkx(self, *relations: str) -> nx.MultiDiGraph[tuple[str, str]]:
        """A networkx multigraph of some relations (see `regionpb.graph.relations.RELATIONS`).

        Without a name: the territory, the subordination, the 1+N stars and the pairings.

        Nodes are `(table, id)`; edges have the key `(relation, id of the row that makes it)` and run from
        superior to subordinate, from hub to N, from left to right. Attributes are the row, without personal names.

        Raises:
            UnknownName: when a relation is not known.

        >>> import regionpb
        >>> graph = regionpb.testing.minimal().to_networkx("subordination")
        >>> list(graph.edges(keys=True))
        [(('organizations', 'O-1'), ('organizations', 'O-2'), ('subordination', 'O-2'))]
        """
        return to_networkx(self.snapshot, relations or ("territory", "subordination", "regional_units", "pairings"))

    def describe(self) -> Description:
        """Tables, rows, the days covered and the headline indicators."""
        return describe(self.snapshot)

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

    def _norms(self, policy: str | Path | Policy | None) -> Policy:
        """The policy that is asked for, else the one the source asks for."""
        return read_norms(policy if policy is not None else (self.policy or DEFAULT_POLICY))

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

    def log(self) -> pl.DataFrame:
        """What was recorded of it, an entry a row, in order (see `regionpb.changes.journal.Journal.log`).

        >>> import regionpb as rpb
        >>> rpb.datasets.beilun().log().select("number", "document", "said").row(1)
        (2, '甬仑组〔1995〕2号（虚构）', 'help U-1 to found its own organization on 1995-05-20')
        """
        return (self.journal or Journal(self.tables)).log()

    def trail(self, member: str) -> pl.DataFrame:
        """What happened to a member, in order: entry, every way they went, seats, exit (see `regionpb.queries.trail`).

        Raises:
            UnknownName: when there is no such member.

        >>> import regionpb
        >>> regionpb.testing.minimal().trail("M-2").select("event", "target").rows()
        [('there', 'O-2'), ('secretary', 'O-2')]
        """
        return trail(self.tables, member)

    def diff(self, before: Region) -> Diff:
        """What differs on the day of this region from another one, or from an earlier day of it.

        Args:
            before: the earlier state, as of its day.

        >>> import regionpb
        >>> region = regionpb.testing.minimal()
        >>> bool(region.diff(region))
        False
        """
        return diff(before.snapshot, self.snapshot)

    # ---- the incubator -------------------------------------------------------------------------

    def readiness(self, policy: str | Path | Policy | None = None) -> pl.DataFrame:
        """How ready each unit of a 1+N unit is for an organization of its own (see `regionpb.queries.readiness`).

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

    def patch(self, before: Region) -> Patch:
        """What makes the tables of another region those of this one: data that can be sent, and applied (`patched`).

        It is about all versions of all rows, whatever the days of the two. Two days of one region have the same tables.

        Args:
            before: the region to which it can be done.

        >>> import regionpb as rpb
        >>> region = rpb.testing.minimal()
        >>> later = region.apply(rpb.changes.transfer("M-2", to="O-1", on="2012-01-01"))
        >>> patch = later.patch(region)
        >>> region.patched(patch).history("members").equals(later.history("members"))
        True
        """
        return between(before.tables, self.tables)

    def patched(self, patch: Patch) -> Region:
        """The region with what a patch says done to its tables. That is no act: nothing is asked, nothing recorded.

        Args:
            patch: what `patch` gave, or its inverse.

        Raises:
            Conflict: when a row is not as the patch says that it was.

        >>> import regionpb as rpb
        >>> region = rpb.testing.minimal()
        >>> later = region.apply(rpb.changes.transfer("M-2", to="O-1", on="2012-01-01"))
        >>> later.patched(later.patch(region).inverse()).history("members").equals(region.history("members"))
        True
        """
        return self._of(self._state.patched(patch))

    # ---- changing -------------------------------------------------------------------------------

    def preview(self, *changes: AnyChange, policy: str | Path | Policy | None = None) -> Plan:
        """What some changes would do, one after another: the rows before and after, and who goes where.

        Args:
            changes: in the order in which they are made; all of them, or none.
            policy: as in `check`; it says how the reservoir works, and what is refused.

        Raises:
            UnknownName: when there is nothing of an id that a change names.
            Refused: when a change would break an invariant or a norm; it says which, and what would be possible.

        >>> import regionpb as rpb
        >>> plan = rpb.testing.minimal().preview(rpb.changes.transfer("M-2", to="O-1", on="2012-01-01"))
        >>> {table: rows.height for table, rows in plan.after.items()}
        {'members': 2, 'transfers': 1}
        """
        return plan_of(Ledger.of(self.tables), changes, self._norms(policy))

    def apply(
        self,
        *changes: AnyChange,
        policy: str | Path | Policy | None = None,
        actor: str | None = None,
        document: str | None = None,
        recorded: datetime | str | None = None,
    ) -> Region:
        """A region in which some changes have been made, one after another; this one stays as it is.

        What was done is recorded in its `journal`. Rows that were set aside are not part of it.

        Args:
            changes: in the order in which they are made; all of them, or none.
            policy: as in `preview`.
            actor: who makes them: an account rather than a name, for it is written wherever the journal is.
            document: on which approval.
            recorded: when that is recorded; now, where None. Not before what was recorded last.

        Raises:
            UnknownName: when there is nothing of an id that a change names.
            Refused: when a change would break an invariant or a norm; it says which, and what would be possible.
            SourceError: when `recorded` is no instant, or before what was recorded last.

        >>> import regionpb as rpb
        >>> region = rpb.testing.minimal()
        >>> changed = region.apply(rpb.changes.move("O-2", under="O-1", on="2012-01-01"), document="甬组〔2011〕8号")
        >>> changed.history("organizations").height - region.history("organizations").height
        1
        >>> changed.journal.log().select("number", "document", "said").row(0)
        (1, '甬组〔2011〕8号', 'move O-2 under O-1 on 2012-01-01')
        """
        norms = self._norms(policy)
        plan = plan_of(Ledger.of(self.tables), changes, norms)
        at = None if recorded is None else as_instant(recorded)
        return self._of(self._state.carried_out(plan, norms, actor=actor, document=document, recorded=at))

    def undo(
        self,
        *,
        actor: str | None = None,
        document: str | None = None,
        recorded: datetime | str | None = None,
    ) -> Region:
        """A region in which what was applied last is taken back: exactly what it was before. The journal tells of both.

        Args:
            actor: as in `apply`.
            document: as in `apply`.
            recorded: as in `apply`.

        Raises:
            Refused: when nothing was applied, or all of it is taken back.

        >>> import regionpb as rpb
        >>> region = rpb.testing.minimal()
        >>> changed = region.apply(rpb.changes.transfer("M-2", to="O-1", on="2012-01-01"))
        >>> changed.undo().history("members").equals(region.history("members"))
        True
        """
        at = None if recorded is None else as_instant(recorded)
        return self._of(self._state.undone(actor=actor, document=document, recorded=at))

    # ---- writing and showing -------------------------------------------------------------------

    def write(self, target: str | Path, format: str = "csv") -> list[Path]:  # noqa: A002 - the word of the interface
        """Write all versions of all tables, a `regionpb.toml`, and what there is of a journal and of planted faults.

        Personal names are left out. Tables that were written there before are replaced; a folder that holds
        tables from elsewhere is left alone.

        Args:
            target: a folder, or for `xlsx` a workbook (which then stands alone, without `regionpb.toml`).
            format: `csv`, `parquet`, `jsonl`, or `xlsx` for one workbook.

        Raises:
            UnknownName: when there is no such format.
            SourceError: when the target cannot be written, or holds tables from elsewhere.
        """
        source = self.spoilt or self.frames
        frames = {name: TABLES[name].public(frame) for name, frame in source.items()}
        beside = dict(self.files)
        if self.journal is not None and self.journal.number:
            beside[JOURNAL] = as_lines(self.journal.entries)
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

    def __repr__(self) -> str:
        counted = ", ".join(
            f"{self.snapshot.frame(name).height:,} {name.replace('_', ' ')}"
            for name in ("divisions", "organizations", "regional_units", "members")
            if name in self.tables
        )
        return f"<Region of {self.day}: {counted}; {len(self.tables.frames)} tables>"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # noqa: ANN401, ARG002 - IPython's protocol
        printer.text(repr(self))

    def _repr_html_(self) -> str:
        head = "<tr><th>table</th><th>表</th><th>current</th><th>versions</th></tr>"
        rows = "".join(
            f"<tr><td>{escape(size.name)}</td><td>{escape(size.label)}</td>"
            + "".join(f"<td style='text-align:right'>{count:,}</td>" for count in (size.current, size.versions))
            + "</tr>"
            for size in table_sizes(self.snapshot)
        )
        faults = self.intake.findings.filter(pl.col("severity") != Severity.INFO.value).height
        told = f"; {faults:,} faults found while reading" if faults else ""
        return f"<p>Region 区域 <b>{escape(self.title or '')}</b> as of {self.day}{told}</p><table>{head}{rows}</table>"
