"""A store: what is applied, refused, undone and read in it is what a region in memory makes of the same acts."""

import pickle
from datetime import timedelta
from random import Random

import polars as pl
import pytest
import sqlalchemy as sa
from polars.testing import assert_frame_equal

import regionpb as rpb
from changes.park import STREET, park
from oracle.regions import valid
from regionpb import changes
from regionpb.datasets.days import DAY
from regionpb.store.schema import HEAD, JOURNAL
from regionpb.testing.deeds import made_up
from store.trouble import raised

TRANSFER = changes.transfer("M-2", to="O-1", on="2012-01-01")


@pytest.fixture
def store(store_url):
    with rpb.open_store(store_url) as opened:
        yield opened


@pytest.fixture
def loaded(store):
    store.load(rpb.testing.minimal())
    return store


def assert_same(one, other):
    assert one.tables.frames.keys() == other.tables.frames.keys()
    for name, frame in one.tables.frames.items():
        assert_frame_equal(frame, other.tables.frames[name])
    assert one.tables.absent == other.tables.absent


def assert_refused(store, act, policy, told):
    """An act is refused for the same reason, and nothing is done."""
    before = store.version
    with pytest.raises(type(told)) as again:
        store.apply(act, policy=policy)
    if type(told) is rpb.UnknownName:  # which names are near is asked of fewer in a database
        assert again.value.value == told.value
    else:
        assert (str(again.value), again.value.chinese) == (str(told), told.chinese)
    assert store.version == before


def raw(store):
    """A connection past the store, as somebody's own hand would have it."""
    return store._engine.begin()


# ---- what is done is what a region in memory does --------------------------------------------------


@pytest.mark.parametrize("seed", range(12))
def test_a_walk_is_the_same_as_in_memory(store, seed):
    rng = Random(seed)
    region = rpb.read(valid(rng, DAY), at=DAY)
    store.load(region)
    assert_same(store.region(), region)
    policy, on = rng.choice(["ningbo", "national"]), DAY
    states = [region]
    for _ in range(12):
        on += timedelta(days=rng.choice([0, 1, 30]))
        if len(states) > 1 and rng.random() < 0.2:
            store.undo()
            states.pop()
            region = states[-1]
            assert_same(store.region(), region)
            continue
        act = made_up(region, rng, on)
        try:
            expected = region.apply(act, policy=policy)
        except (rpb.Refused, rpb.UnknownName) as told:
            assert_refused(store, act, policy, told)
            continue
        planned = store.check(act, policy=policy)
        entry = store.apply(act, policy=policy)
        wanted = region.preview(act, policy=policy)
        assert planned.written == wanted.written
        assert_frame_equal(planned.members, wanted.members)
        assert entry.patch == expected.journal.last.patch
        region = expected
        states.append(region)
        assert_same(store.region(), region)
    journal = store.journal()
    assert journal.number == store.version
    assert [act for entry in journal.standing for act in entry.changes] == [
        act for entry in (region.journal.standing if region.journal else ()) for act in entry.changes
    ]
    store.rebuild()
    assert_same(store.region(), region)


def test_what_was_known_when(loaded):
    first = loaded.region()
    entries = [loaded.apply(TRANSFER), loaded.apply(changes.transfer("M-3", to="O-1", on="2012-02-01")), loaded.undo()]
    counts = [
        loaded.region("2012-03-01", known=entry.recorded).organization("O-1").row.id
        and len(loaded.region("2012-03-01", known=entry.recorded).organization("O-1").members)
        for entry in entries
    ]
    assert counts == [1, 2, 1]
    assert_same(loaded.region(known=entries[0].recorded - timedelta(microseconds=1)), first)
    log = loaded.log()
    assert log["said"].to_list() == ["transfer M-2 to O-1 on 2012-01-01", "transfer M-3 to O-1 on 2012-02-01", "undo 2"]
    assert log["undone"].to_list() == [False, True, False]


def test_all_or_nothing(loaded):
    with pytest.raises(rpb.UnknownName, match="M-99"):
        loaded.apply(TRANSFER, changes.transfer("M-99", to="O-1", on="2012-01-01"))
    assert loaded.version == 0
    assert_same(loaded.region(), rpb.testing.minimal())


def test_the_nearest_name_is_suggested(loaded):
    with pytest.raises(rpb.UnknownName) as told:
        loaded.apply(changes.transfer("M-22", to="O-1", on="2012-01-01"))
    assert told.value.suggestion == "M-2"
    with pytest.raises(rpb.UnknownName) as told:
        loaded.apply(changes.transfer("M-2", to="X", on="2012-01-01"))
    assert told.value.suggestion is None


def test_the_nearest_name_is_found_among_very_many(store):
    frames = dict(rpb.testing.minimal().frames)
    many = pl.DataFrame({"id": [f"M-{number:04}" for number in range(2_300)]})
    more = many.with_columns(organization=pl.lit("O-2"), status=pl.lit("full"))
    frames["members"] = pl.concat([frames["members"], more], how="diagonal_relaxed")
    store.load(rpb.read(frames, at=DAY))
    with pytest.raises(rpb.UnknownName, match=r"'M-229\d'"):
        store.apply(changes.transfer("M-229", to="O-1", on="2012-01-01"))


# ---- who, on which approval, once, and not on what somebody else has changed ------------------------


def test_who_and_on_which_approval(loaded):
    entry = loaded.apply(TRANSFER, actor="office", document="甬组〔2011〕8号", key="17")
    assert (entry.number, entry.actor, entry.document, entry.key) == (1, "office", "甬组〔2011〕8号", "17")
    back = loaded.undo(actor="chief", document="甬组〔2011〕9号", key="18")
    assert (back.number, back.undoes, back.actor, back.key) == (2, 1, "chief", "18")
    told = loaded.log().select("actor", "document", "key", "policy", "undoes").rows()
    assert told == [
        ("office", "甬组〔2011〕8号", "17", "ningbo", None),
        ("chief", "甬组〔2011〕9号", "18", "ningbo", 1),
    ]


def test_asked_again_under_the_same_key_it_is_done_once(loaded):
    first = loaded.apply(TRANSFER, key="17")
    assert loaded.apply(TRANSFER, key="17") == first
    assert loaded.apply(TRANSFER, key="17", expected=0) == first  # the answer to it was lost, not the change
    assert loaded.version == 1
    with pytest.raises(rpb.Conflict, match="the key '17' belongs to entry 1") as told:
        loaded.apply(changes.transfer("M-3", to="O-1", on="2012-01-01"), key="17")
    assert "17" in told.value.chinese
    with pytest.raises(rpb.Conflict, match="the key '17' belongs to entry 1"):
        loaded.undo(key="17")
    back = loaded.undo(key="18")
    assert loaded.undo(key="18") == back
    assert loaded.undo(1, key="18") == back
    with pytest.raises(rpb.Conflict, match="belongs to entry 2"):
        loaded.apply(TRANSFER, key="18")
    assert loaded.version == 2


def test_only_on_the_version_that_was_seen(loaded):
    seen = loaded.version
    loaded.apply(TRANSFER, expected=seen)
    with pytest.raises(rpb.Conflict, match="is at version 1, not at 0: somebody else was first"):
        loaded.apply(changes.transfer("M-3", to="O-1", on="2012-01-01"), expected=seen)
    with pytest.raises(rpb.Conflict, match="is at version 1, not at 0"):
        loaded.undo(expected=seen)
    for ahead in (lambda: loaded.apply(TRANSFER, expected=10), lambda: loaded.undo(expected=10)):
        with pytest.raises(rpb.Conflict, match="is at version 1; version 10 is yet to come") as told:
            ahead()
        assert "尚无版本 10" in told.value.chinese
        assert "first" not in str(told.value)
    loaded.undo(expected=1)
    assert loaded.version == 2


def test_only_the_last_that_stands_is_taken_back(loaded):
    with pytest.raises(rpb.Refused, match="nothing was done that could be undone"):
        loaded.undo()
    loaded.apply(TRANSFER)
    loaded.apply(changes.transfer("M-3", to="O-1", on="2012-02-01"))
    with pytest.raises(rpb.Refused, match="entry 1 is not the last that stands; undo 2 first"):
        loaded.undo(1)
    assert [loaded.undo(2).undoes, loaded.undo().undoes] == [2, 1]
    with pytest.raises(rpb.Refused, match="nothing was done that could be undone"):
        loaded.undo()
    assert_same(loaded.region(), rpb.testing.minimal())


# ---- opening, loading ------------------------------------------------------------------------------


def test_it_is_there_when_it_is_opened_again(store_url):
    with rpb.open_store(store_url) as store:
        store.load(rpb.testing.minimal())
        store.apply(TRANSFER)
    with rpb.open_store(store_url) as store:
        assert store.version == 1
        assert_same(store.region(), rpb.testing.minimal().apply(TRANSFER))


def test_its_region_is_sent_elsewhere_with_its_journal(loaded):
    loaded.apply(TRANSFER, actor="office")
    region = pickle.loads(pickle.dumps(loaded.region()))
    assert_same(region, loaded.region())
    assert region.journal.entries == loaded.journal().entries


def test_an_empty_store(store):
    for ask in (store.region, lambda: store.apply(TRANSFER), lambda: store.check(TRANSFER), store.rebuild):
        with pytest.raises(rpb.StoreError, match="holds nothing yet; load a region into it first") as told:
            ask()
        assert "尚无数据" in told.value.chinese
    assert store.version == 0
    assert store.log().is_empty()


def test_what_is_there_is_not_loaded_over(loaded):
    with pytest.raises(rpb.Conflict, match="holds a register already"):
        loaded.load(rpb.testing.minimal())


def test_a_region_comes_with_its_journal(store):
    region = rpb.testing.minimal().apply(TRANSFER, actor="office").undo().apply(TRANSFER, document="2")
    store.load(region)
    assert store.version == 3
    assert store.journal().entries == region.journal.entries
    store.undo()
    assert_same(store.region(), rpb.testing.minimal())
    assert store.log()["undone"].to_list() == [True, False, True, False]


def test_day_and_policy_stay_and_the_region_is_called_what_the_store_is(store):
    region = rpb.datasets.ningbo(size=0.002, seed=3)
    store.load(region)
    read = store.region()
    assert (read.day, read.policy, read.title) == (region.day, region.policy, store.name)
    assert_same(read, region)
    assert store.region(at="2012-01-01").day.year == 2012


def test_columns_that_the_contract_does_not_know(store):
    frames = dict(rpb.testing.minimal().frames)
    more = {
        "备注": ["甲", None, "丙"],
        "seen": [DAY, None, DAY],
        "often": [1, 2, None],
        "ratio": [0.5, None, 1.5],
        "open": [True, None, False],
        "tags": [["a"], [], None],
    }
    members = frames["members"].head(3).with_columns(pl.Series(name, cells) for name, cells in more.items())
    frames["members"] = members.with_columns(at=pl.col("seen").cast(pl.Datetime("us")), time=pl.time(8, 30))
    region = rpb.read(frames, at=DAY)
    store.load(region)
    assert_same(store.region(), region)
    store.apply(TRANSFER)
    changed = region.apply(TRANSFER)
    assert_same(store.region(), changed)
    assert_same(store.region(known=store.journal().last.recorded - timedelta(seconds=1)), region)
    store.rebuild()
    assert_same(store.region(), changed)


def test_a_column_that_comes_with_an_act(store):
    frames = dict(rpb.testing.minimal().frames)
    region = rpb.read(frames | {"members": frames["members"].drop("exit", strict=False)}, at=DAY)
    store.load(region)
    store.apply(changes.transfer("M-3", to="O-1", on="2011-12-01"))
    store.apply(changes.close_member("M-3", exit="died", on="2012-01-01"))
    assert "exit" not in store.region().tables.absent["members"]
    store.undo()
    store.rebuild()
    assert "exit" in store.region().tables.absent["members"]


def test_a_register_with_faults(store):
    region = rpb.testing.minimal().plant([rpb.rules["E005"], rpb.rules["E007"], rpb.rules["U004"]], Random(3))
    store.load(region)
    read = store.region()
    assert_same(read, region)
    assert {**read.check(select=["U"]).counts()} == {**region.check(select=["U"]).counts()}


def test_no_such_place(tmp_path):
    with pytest.raises(rpb.StoreError, match="there is no folder"):
        rpb.open_store(tmp_path / "no" / "region.sqlite")
    with pytest.raises(rpb.StoreError, match="'mysql' is no database that stores are kept in") as told:
        rpb.open_store("mysql://somebody@somewhere/db")
    assert "mysql" in told.value.chinese
    with pytest.raises(rpb.StoreError, match="one of the two"):
        rpb.open_store()
    with pytest.raises(rpb.StoreError):
        rpb.open_store("postgresql://")
    (tmp_path / "notes.txt").write_text("no database" * 100)
    with pytest.raises(rpb.StoreError, match="not a database"):
        rpb.open_store(tmp_path / "notes.txt")


def test_a_password_is_not_told():
    with pytest.raises(rpb.StoreError) as told:
        rpb.open_store("postgresql://somebody:secret@127.0.0.1:1/region?connect_timeout=1")
    assert "secret" not in str(told.value)
    assert "secret" not in told.value.chinese


def test_a_store_of_a_later_release(store_url):
    with rpb.open_store(store_url) as store, raw(store) as connection:
        connection.execute(sa.text("UPDATE regionpb_migration SET version_num = '9999'"))
    with pytest.raises(rpb.StoreError, match=f"form 9999, which is of a later release than this one \\({HEAD}\\)"):
        rpb.open_store(store_url)


def test_it_has_the_form_the_model_asks_for(store):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from regionpb.store.schema import METADATA

    with store._engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": "regionpb_migration"})
        assert compare_metadata(context, METADATA) == []
        there = sa.inspect(connection)  # keys are not compared
        for name, table in METADATA.tables.items():
            assert there.get_pk_constraint(name)["constrained_columns"] == [*table.primary_key.columns.keys()]


# ---- past the journal ------------------------------------------------------------------------------


def test_what_was_written_past_the_journal_is_not_undone(loaded):
    loaded.apply(TRANSFER)
    with raw(loaded) as connection:
        connection.execute(sa.text("UPDATE regionpb_members SET \"end\" = '2013-01-01' WHERE id = 'M-2' AND _row < 3"))
    with pytest.raises(rpb.Conflict, match="member 'M-2' is not as it is said to have been"):
        loaded.undo()
    loaded.rebuild()
    assert_same(loaded.region(), rpb.testing.minimal().apply(TRANSFER))
    loaded.undo()
    assert_same(loaded.region(), rpb.testing.minimal())


# ---- one thing at a time ---------------------------------------------------------------------------


def edges(handle):
    """Everything that a handle of an organization leads to."""
    return {
        "row": handle.row,
        "cells": handle.cell("备注"),
        **{
            name: getattr(getattr(handle, name), "id", None)
            for name in ("superior", "division", "guided_by", "regional_unit", "secretary")
        },
        **{name: [each.id for each in getattr(handle, name)] for name in ("subordinates", "members", "units")},
        "partners": {each.id for each in handle.partners},
        "together": [each.id for each in handle.regional_unit.organizations] if handle.regional_unit else None,
        "hub": handle.regional_unit.hub and handle.regional_unit.hub.id if handle.regional_unit else None,
        "under": handle.division and [each.id for each in handle.division.children],
    }


@pytest.mark.parametrize("seed", range(6))
def test_an_organization_and_what_is_around_it(store, seed):
    region = rpb.read(valid(Random(seed), DAY), at=DAY)
    store.load(region)
    for key in region.table("organizations")["id"].to_list():
        assert edges(store.organization(key)) == edges(region.organization(key))
    for key in region.table("members")["id"].head(5).to_list() if "members" in region.tables else []:
        (here, there) = (each.organization for each in (store.member(key), region.member(key)))
        assert (here and here.id) == (there and there.id)


def test_an_organization_that_is_not_there(loaded):
    for at in (None, "2012-01-01"):
        with pytest.raises(rpb.UnknownName, match="no organization named 'O-22'; did you mean 'O-2'") as told:
            loaded.organization("O-22", at=at)
        assert "党组织" in told.value.chinese
    loaded.apply(TRANSFER)
    assert [each.id for each in loaded.organization("O-1", at="2012-01-01").members] == ["M-2"]
    assert loaded.organization("O-1").members == []
    assert loaded.organization("O-1") == loaded.organization("O-1")


def test_when_it_is_there_is_told_of_what_is_not_there_on_the_day(store):
    """That there is no O-6 was told, and whether O-6 was meant."""
    region = park().apply(
        changes.establish(
            "O-20", name="新支部", form="temporary_branch", under="O-8", division=STREET, on="2012-06-01"
        ),
        changes.rename_division(STREET, name="甬新街道", on="2012-05-01"),
        changes.upgrade("O-20", form="general_branch", on="2012-07-01"),
        changes.dissolve("O-20", on="2012-08-01"),
        changes.reestablish("O-20", on="2013-01-01"),
    )
    store.load(region)
    for key, day, times, times_zh in (
        ("O-6", "2012-01-01", "before 2011-07-29", "2011-07-29 以前"),
        (
            "O-20",
            "2012-01-01",
            "from 2012-06-01 to the day before 2012-08-01 and from 2013-01-01 on",
            "2012-06-01 至 2012-08-01 前一日、2013-01-01 起",
        ),
        (
            "O-20",
            "2012-09-01",
            "from 2012-06-01 to the day before 2012-08-01 and from 2013-01-01 on",
            "2012-06-01 至 2012-08-01 前一日、2013-01-01 起",
        ),
    ):
        for ask in (store.organization, lambda key, at: region.at(at).organization(key)):
            with pytest.raises(rpb.UnknownName) as told:
                ask(key, at=day)
            assert str(told.value) == (
                f"organization {key!r} is not there on {day}, but {times}; choose a day on which it is"
            )
            assert told.value.chinese == f"党组织“{key}”在 {day} 并不存在，其有效期为 {times_zh}；请另选日期"
            again = pickle.loads(pickle.dumps(told.value))
            assert (str(again), again.chinese, again.suggestion) == (str(told.value), told.value.chinese, None)
    with pytest.raises(rpb.UnknownName, match="member 'M-6' is not there on 2012-01-01, but before 2009-01-01"):
        store.member("M-6", at="2012-01-01")


# ---- joining a transaction -------------------------------------------------------------------------


@pytest.fixture(params=["their own", "anybody's"])
def theirs(request, store_url):
    """An engine of a caller: one that begins transactions where they are begun, and one as everybody makes it."""
    with rpb.open_store(store_url) as store:
        store.load(rpb.testing.minimal())
        engine = store._engine if request.param == "their own" else sa.create_engine(store._engine.url)
        yield engine
        engine.dispose()


def test_a_transaction_is_joined(store_url, theirs):
    with rpb.open_store(store_url) as outside:
        with theirs.connect() as connection:
            with connection.begin() as transaction:
                store = rpb.open_store(connection=connection)
                store.apply(TRANSFER)
                with pytest.raises(rpb.UnknownName):
                    store.apply(changes.transfer("M-99", to="O-1", on="2012-01-01"))
                assert store.version == 1
                assert outside.version == 0
                transaction.rollback()
            assert outside.version == 0
            with connection.begin():
                store = rpb.open_store(connection=connection)
                store.apply(TRANSFER)
                connection.execute(sa.text("CREATE TABLE of_the_caller (id INTEGER)"))
                store.close()
        assert outside.version == 1
        assert_same(outside.region(), rpb.testing.minimal().apply(TRANSFER))


def test_what_was_done_in_a_transaction_that_fails_is_not_done(store_url, theirs):
    def fail():
        with theirs.begin() as connection:
            store = rpb.open_store(connection=connection)
            assert store.region().day is not None
            store.apply(TRANSFER)
            store.undo()
            store.apply(TRANSFER)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with rpb.open_store(store_url) as outside:
        assert outside.version == 0
        assert_same(outside.region(), rpb.testing.minimal())


def test_a_connection_that_commits_by_itself_is_not_joined(tmp_path):
    url = f"sqlite:///{tmp_path / 'new.sqlite'}"
    with rpb.open_store(url) as store:
        store.load(rpb.testing.minimal())
    engine = sa.create_engine(url)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        with raised(rpb.StoreError, "commits each statement by itself", "逐条自动提交"):
            rpb.open_store(connection=connection).apply(TRANSFER)
        connection.exec_driver_sql("BEGIN")
        rpb.open_store(connection=connection).apply(TRANSFER)
        connection.exec_driver_sql("COMMIT")
    engine.dispose()
    with rpb.open_store(url) as store:
        assert store.version == 1


def test_what_became_of_things_is_inferred_where_the_store_is_out_of_reach(store_url):
    with rpb.open_store(store_url) as outside:
        outside.load(rpb.testing.minimal())
        outside.apply(changes.merge(["O-2"], into="O-1", on="2012-01-01"))
        with outside._engine.connect() as connection:
            gone = rpb.open_store(connection=connection).region(at="2012-01-01")
        there = outside.region(at="2012-01-01")
        inferred, known = (each.diff(each.at("2011-12-31")).merged for each in (gone, there))
        assert inferred.select("before", "after").rows() == known.select("before", "after").rows() == [("O-2", "O-1")]
        assert (inferred["known"].item(), known["known"].item()) == (False, True)


def test_asked_again_in_an_older_form_it_is_the_same(store_url):
    act = changes.absorb(["M-2"], into="O-1", on="2012-01-01")
    with rpb.open_store(store_url) as store:
        store.load(rpb.testing.minimal())
        first = store.apply(act, key="k")
        with store._engine.begin() as connection:
            told = connection.execute(sa.select(JOURNAL.c.changes)).scalar_one()
            older = told.replace('"reason": null, ', "").replace('"reason":null,', "")
            assert older != told
            connection.execute(sa.update(JOURNAL).values(changes=older))
        assert store.apply(act, key="k").number == first.number
        assert store.version == 1


def test_a_register_that_is_loaded_in_a_transaction_that_fails_is_not_there(tmp_path):
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'new.sqlite'}")
    with engine.connect() as connection:
        rpb.open_store(connection=connection).load(rpb.testing.minimal())
        connection.rollback()
    engine.dispose()
    with rpb.open_store(tmp_path / "new.sqlite") as store, pytest.raises(rpb.StoreError, match="holds nothing yet"):
        store.region()


def test_all_that_is_read_in_a_joined_transaction_is_of_one_moment(store_url, theirs):
    if theirs.dialect.name != "sqlite":
        pytest.skip("the caller's isolation decides")
    with rpb.open_store(store_url) as outside, theirs.connect() as connection:
        store = rpb.open_store(connection=connection)
        before = store.region()
        outside.apply(TRANSFER)
        assert_same(store.region(), before)
        connection.rollback()
        assert store.version == 1


# ---- text as it comes ------------------------------------------------------------------------------


ODD = [
    *("", " ", "a,b", 'say "so"', "line\nline", "line\rline", "\\N", "\\.", "NULL", "null"),
    *("'", "\t", "甬；东", "😀", "%s", ":x"),
]


def test_text_of_every_kind_is_kept(store):
    frames = dict(rpb.testing.minimal().frames)
    each = {"id": [f"V-{n}" for n in range(len(ODD))], "division": ["330203"] * len(ODD)}
    other = ["other"] * len(ODD)
    frames["units"] = pl.DataFrame({**each, "name": other, "kind": other, "trade": ODD, "备注": ODD[::-1]})
    skills = [[text, "x"] for text in ODD]
    frames["volunteer_teams"] = pl.DataFrame({**each, "name": ODD, "basis": other, "skills": skills})
    region = rpb.read(frames, at=DAY)
    store.load(region)
    assert_same(store.region(), region)


def test_text_that_a_database_cannot_hold(store):
    frames = dict(rpb.testing.minimal().frames)
    frames["units"] = pl.DataFrame({"id": ["U-1"], "name": ["a\x00b"], "kind": ["other"], "division": ["330203"]})
    region = rpb.read(frames, at=DAY)
    if store._engine.dialect.name == "sqlite":
        store.load(region)
        assert_same(store.region(), region)
        return
    with pytest.raises(rpb.StoreError) as told:
        store.load(region)
    assert "a\x00b" not in str(told.value)
    with pytest.raises(rpb.StoreError, match="holds nothing yet"):
        store.region()


def test_what_went_on_as_another_is_kept(loaded):
    loaded.apply(changes.merge(["O-2"], into="O-1", on="2012-01-01"))
    told = loaded.region().at("2012-01-01").diff(rpb.testing.minimal())
    assert told.merged.select("before", "after", "known").rows() == [("O-2", "O-1", True)]
