import pytest

import regionpb as rpb
from regionpb.policies import read_policy
from regionpb.rules import RULES
from regionpb.rules.markdown import to_markdown
from regionpb.rules.page import page_of


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
    assert example("E013").bad[0].columns[-1] == "党组织全称"
    assert example("E014").gone == ("organizations",)
    ((name, content),) = example("E012").files
    header, line = content.decode().splitlines()
    assert (name, line.count(",") > header.count(",")) == ("党组织.csv", True)
    assert line in to_markdown(page_of(RULES["E012"], norms, region), "zh")
    assert "68 bytes that begin with PAR1" in to_markdown(page_of(RULES["E011"], norms, region), "en")


@pytest.mark.parametrize("code", ["D005", "E006", "O003", "R001", "R002", "U011"])
def test_dates_are_shown_where_something_has_ended(region, norms, code):
    page = page_of(RULES[code], norms, region)
    ended = [e for e in page.example.bad if "end" in e.columns and any(row[e.columns.index("end")] for row in e.rows)]
    assert ended


def test_parameters_come_with_value_and_norm(region, norms):
    (parameter,) = page_of(RULES["O006"], norms).parameters
    assert (parameter.value, bool(parameter.norm), bool(parameter.norm_zh)) == (3, True, True)


def test_a_rule_that_is_off_shows_an_example_of_when_it_is_on(region, norms):
    page = page_of(RULES["R008"], norms, region)
    assert (page.on, page.example.policy) == (False, "national")
    assert "does not ask it" in to_markdown(page, "en")


def test_without_a_region_there_is_no_example(norms):
    page = page_of(RULES["U004"], norms)
    assert page.example is None
    assert "## Bad" not in to_markdown(page, "en")
