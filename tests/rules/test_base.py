"""How a rule is written, and that all of them are written so."""

import random
import re

import pytest

import regionpb as rpb
from regionpb.contract import TABLES
from regionpb.findings import Severity
from regionpb.policies import read_policy
from regionpb.rules.base import rule
from regionpb.rules.saying.families import FAMILIES
from regionpb.rules.story import Story
from rules.saying.one_by_one import fields_of


@pytest.mark.parametrize("code", rpb.rules)
class TestEveryRule:
    def test_tells_its_story_in_both_languages(self, code):
        story = rpb.rules[code].story
        assert story.summary.endswith(".")
        assert re.search(r"[\u4e00-\u9fff]", story.summary_zh)
        assert re.search(r"[\u4e00-\u9fff]", story.why_zh)
        assert story.why
        assert story.source

    def test_messages_show_declared_values_in_both_languages(self, code):
        asked = rpb.rules[code]
        for template in (asked.message, asked.message_zh):
            assert set(fields_of(template)) <= set(asked.values)

    def test_parameters_are_those_of_the_policies(self, code):
        known = read_policy("national").parameters
        assert set(rpb.rules[code].parameters) <= set(known)

    def test_names_are_those_of_the_definition(self, code):
        asked = rpb.rules[code]
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", asked.name)
        assert re.search(r"[\u4e00-\u9fff]", asked.name_zh)
        assert [r.code for r in rpb.rules.values() if r.name_zh == asked.name_zh and r.family == asked.family] == [code]
        assert asked.on == "*" or asked.on in TABLES
        assert all(companion[0] in FAMILIES for companion in asked.companions)


def test_names_and_codes_are_unique():
    assert len({(r.family, r.name) for r in rpb.rules.values()}) == len(rpb.rules)
    assert [*rpb.rules] == [*dict.fromkeys(rpb.rules)]


def test_plant_gives_a_region():
    planted = rpb.rules["U004"].plant(rpb.testing.minimal(), random.Random(1))
    assert planted.planted["code"].to_list() == ["U004"]


def test_a_story_without_a_part_is_refused():
    with pytest.raises(ValueError, match="summary"):
        Story.read("Only a summary.")


def test_chinese_lines_are_joined_without_a_space():
    story = Story.read("A.\n\n甲，\n乙。\n\nWhy: x\n  y\n原因: 丙\n丁\nSource: P1a")
    assert (story.summary_zh, story.why, story.why_zh) == ("甲，乙。", "X y", "丙丁")


@pytest.mark.parametrize("how", [{"code": "u4"}, {"reads": ("organizations.nothing",)}, {"reads": ("people",)}])
def test_a_rule_that_is_not_well_formed_is_refused(how):
    given = {"code": "Z001", "reads": ()} | how
    with pytest.raises(ValueError, match=given["code"]):

        @rule(
            given["code"],
            Severity.ERROR,
            name_zh="无",
            on="organizations",
            reads=given["reads"],
            message="",
            message_zh="",
            plant=print,
        )
        def nothing(organizations):
            """A.

            甲。

            Why: b
            原因: 乙
            Source: c
            """
            return organizations


def test_a_rule_is_handed_what_it_declares_and_nothing_else():
    from regionpb.rules.runner import _columns

    assert _columns(rpb.rules["U004"], "regional_units") == ["_row", "id", "hub"]
    assert _columns(rpb.rules["R002"], "members_history") == ["_row", "id", "organization", "exit", "start", "end"]


@pytest.mark.parametrize("part", ["A.", "甲。", "Why: x", "原因: 丙", "Source: P1a"])
def test_a_story_without_one_of_its_parts_is_refused(part):
    whole = ["A.", "甲。", "Why: x", "原因: 丙", "Source: P1a"]
    with pytest.raises(ValueError, match="tells summary"):
        Story.read("\n\n".join(each for each in whole if each != part))


def test_the_rules_are_themselves_and_nothing_else():
    again = rpb.rules
    assert rpb.rules == again
    assert rpb.rules != dict(rpb.rules)
    assert {rpb.rules: 1}[rpb.rules] == 1
