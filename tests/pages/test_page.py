import re
from datetime import date
from random import Random

import pytest

import regionpb as rpb
from regionpb.pages.markdown import _shown, to_markdown
from regionpb.pages.page import page_of
from regionpb.policies import read_policy
from regionpb.rules import RULES


@pytest.fixture(scope="module")
def region():
    return rpb.testing.minimal()


@pytest.fixture(scope="module")
def norms(region):
    return read_policy("ningbo").at(region.day)


@pytest.mark.parametrize("code", RULES)
def test_every_rule_has_a_page_whose_example_is_found(code, region, norms):
    page = page_of(RULES[code], norms, region)
    assert page.example is not None
    assert page.example.messages
    for language in ("en", "zh"):
        text = to_markdown(page, language)
        assert text.startswith(f"# {code} {RULES[code].name_zh if language == 'zh' else RULES[code].name}\n")
        assert (RULES[code].story.why_zh if language == "zh" else RULES[code].story.why) in text


def test_the_row_at_fault_is_marked_and_shown_as_it_was_written(region, norms):
    (excerpt, *_) = page_of(RULES["E003"], norms, region).example.bad
    cells = dict(zip(excerpt.columns, excerpt.rows[excerpt.faulty.index(True)], strict=True))
    assert cells["elected_by"] == "by acclaim"


def test_faults_of_headers_and_files_are_shown_as_they_were_written(region, norms):
    def example(code):
        return page_of(RULES[code], norms, region).example

    assert "name" not in example("E001").bad[0].columns
    assert "name" in example("E001").good[0].columns
    assert example("E008").bad[0].columns[-1].startswith("备注")
    assert example("E013").bad[0].columns[-1] == "党组织名称"
    assert example("E014").gone == ("organizations",)
    ((name, content),) = example("E012").files
    header, line = content.decode().splitlines()
    assert (name, line.count(",") > header.count(",")) == ("党组织.csv", True)
    ((_, quoted),) = example("E012").good_files
    assert '"' in quoted.decode().splitlines()[1]
    assert "There is no file `damaged-" in to_markdown(page_of(RULES["E011"], norms, region), "en")
    assert line in to_markdown(page_of(RULES["E012"], norms, region), "zh")
    assert "68 bytes that begin with PAR1" in to_markdown(page_of(RULES["E011"], norms, region), "en")


@pytest.mark.parametrize("code", ["D005", "E006", "O003", "R001", "R002", "U011"])
def test_dates_are_shown_where_something_has_ended(region, norms, code):
    page = page_of(RULES[code], norms, region)
    ended = [e for e in page.example.bad if "end" in e.columns and any(row[e.columns.index("end")] for row in e.rows)]
    assert ended


@pytest.mark.parametrize("code", RULES)
def test_good_shows_the_tables_and_rows_of_bad_in_their_sound_form(code, region, norms):
    example = page_of(RULES[code], norms, region).example
    good = {excerpt.table: excerpt for excerpt in example.good}
    for excerpt in example.bad:
        sound = good[excerpt.table]
        assert {*sound.columns} - {*excerpt.columns} <= {"name"}
        assert any(sound.faulty) == any(excerpt.faulty)
    assert example.good != example.bad or example.files != example.good_files


@pytest.mark.parametrize("code", RULES)
def test_no_page_leaves_out_rows_without_saying_so(code, region, norms):
    page = page_of(RULES[code], norms, region)
    there = region.at(page.example.day)
    made = (make([RULES[code]], Random(0)).spoilt for make in (there.plant, there.twin))
    for frames, excerpts in zip(made, (page.example.bad, page.example.good), strict=True):
        told = {e.table: len(e.rows) + e.more for e in excerpts}
        for name, frame in frames.items():
            assert told.get(name, 0) >= frame.height - region.history(name).height
        for excerpt in excerpts:
            assert len(excerpt.rows) >= 6 or not excerpt.more
            for language, note in (("en", f"({excerpt.more} more row"), ("zh", f"（另有 {excerpt.more} 行未列出）")):
                assert (note in to_markdown(page, language)) == bool(excerpt.more)


@pytest.mark.parametrize(("code", "column"), [("R004", "unit"), ("O015", "organization"), ("O016", "organization")])
def test_what_a_message_counts_can_be_counted(code, column, region, norms):
    example = page_of(RULES[code], norms, region).example
    table = "members" if code == "R004" else "units"
    (shown,) = [e for e in example.bad if e.table == table]
    filled = [row for row in shown.rows if row[shown.columns.index(column)]]
    assert shown.more == 0
    assert re.search(rf"\b{len(filled)}\b", example.messages[0][0])


def test_the_row_that_makes_the_difference_is_among_the_few_shown(region, norms):
    (shown,) = [e for e in page_of(RULES["O007"], norms, region).example.bad if e.table == "members"]
    assert (len(shown.rows), shown.more) == (6, 45)
    assert "M-N53" in {row[0] for row in shown.rows}


def test_parameters_come_with_value_and_norm(region, norms):
    (parameter,) = page_of(RULES["O006"], norms).parameters
    assert (parameter.value, bool(parameter.now.norm), bool(parameter.now.norm_zh)) == (3, True, True)


def test_every_period_of_a_parameter_is_shown_and_the_one_in_force_is_marked(norms):
    page = page_of(RULES["O013"], norms)
    for parameter in page.parameters:
        assert parameter.now in parameter.values
    english, chinese = (to_markdown(page, language) for language in ("en", "zh"))
    assert "| **3 years** | **before 2018-07-12** |" in english
    assert "| 5 years | since 2018-07-12 |" in english
    assert "In bold what is in force on 2011-07-29." in english
    assert "| **3 年** | **2018-07-12 前** |" in chinese
    later = to_markdown(page_of(RULES["O013"], read_policy("ningbo").at(date(2019, 1, 1))), "en")
    assert "| 3 years | before 2018-07-12 |" in later
    assert "| **5 years** | **since 2018-07-12** |" in later


def test_a_rule_that_is_off_shows_an_example_of_when_it_is_on(region, norms):
    page = page_of(RULES["R008"], norms, region)
    assert (page.on, page.example.policy) == (False, "national")
    assert "does not ask it" in to_markdown(page, "en")


def test_without_a_region_there_is_no_example(norms):
    page = page_of(RULES["U004"], norms)
    assert page.example is None
    assert "## Bad" not in to_markdown(page, "en")


def test_cells_are_shown_as_a_reader_of_the_language_would_type_them():
    cells = [("approved", "yes"), ("approved", "no"), ("form", "joint_branch"), ("form", "no form"), ("name", "甲")]
    assert [_shown("organizations", *cell, False) for cell in cells] == ["yes", "no", "joint_branch", "no form", "甲"]
    assert [_shown("organizations", *cell, True) for cell in cells] == ["是", "否", "联合党支部", "no form", "甲"]
