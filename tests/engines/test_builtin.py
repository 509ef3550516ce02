"""Prepared plans: built once, right on every frame, from every thread."""

import threading

import polars as pl
import pytest

from regionpb.engines.builtin import Prepared, collect


def above(limit):
    built = []

    def build(sources):
        built.append(limit)
        return sources["n"].filter(pl.col("x") > limit)

    return build, built


def test_a_plan_is_built_once():
    prepared, (build, built) = Prepared(), above(1)
    for n in range(5):
        (result,) = prepared.collect({"k": build}, {"n": pl.DataFrame({"x": [1, n + 2]})})
        assert result["x"].to_list() == [n + 2]
    assert built == [1]


def test_another_schema_builds_anew():
    prepared, (build, built) = Prepared(), above(1)
    prepared.collect({"k": build}, {"n": pl.DataFrame({"x": [2]})})
    prepared.collect({"k": build}, {"n": pl.DataFrame({"x": [2.5], "y": ["a"]})})
    assert built == [1, 1]


def test_frames_are_let_go_after_a_run():
    prepared, (build, _) = Prepared(), above(1)
    prepared.collect({"k": build}, {"n": pl.DataFrame({"x": [2]})})
    (plan,) = prepared._plans.values()
    with pytest.raises(Exception, match="without its frames"):
        plan.collect()


def test_threads_do_not_meet():
    prepared, (build, _) = Prepared(), above(0)
    wrong = []

    def work(n):
        for _ in range(20):
            (result,) = prepared.collect({"k": build}, {"n": pl.DataFrame({"x": [n]})})
            if result["x"].to_list() != [n]:
                wrong.append(n)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(1, 7)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_many_plans_answer_in_their_order_whoever_asks():
    """They are run by two threads, one of which serves all who ask."""
    limits = range(30)
    wrong = []

    def work(n):
        for turn in range(10):
            asked = {f"above {limit}": above(limit)[0] for limit in (limits if turn % 2 else reversed(limits))}
            found = collect(asked, {"n": pl.DataFrame({"x": [n]})})
            said = {key: result["x"].to_list() for key, result in zip(asked, found, strict=True)}
            if said != {f"above {limit}": [n] * (n > limit) for limit in limits}:
                wrong.append(n)

    threads = [threading.Thread(target=work, args=(n,)) for n in (3, 11, 40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


@pytest.mark.parametrize("faulty", range(10))
def test_of_many_plans_one_that_fails_is_told(faulty):
    def fail(sources):
        return sources["n"].select("not there")

    asked = {("fails", faulty, i): fail if i == faulty else above(i)[0] for i in range(10)}
    with pytest.raises(pl.exceptions.ColumnNotFoundError):
        collect(asked, {"n": pl.DataFrame({"x": [1]})})
