"""O010–O012: the secretary of an organization, and which seats count."""

from datetime import date

import pytest

from regionpb.rules.organizations.secretaries import no_secretary, secretary_from_elsewhere, several_secretaries

DAY, AFTER = date(2011, 7, 29), date(2011, 7, 30)

ORGANIZATIONS = [
    {"id": "top"},
    {"id": "a", "superior": "top"},
    {"id": "b", "superior": "top"},
    {"id": "a-1", "superior": "a"},
    {"id": "gone", "superior": "top", "end": DAY},
]
MEMBERS = [
    {"id": "in top", "organization": "top"},
    {"id": "in a", "organization": "a"},
    {"id": "in b", "organization": "b"},
    {"id": "in a-1", "organization": "a-1"},
    {"id": "in gone", "organization": "gone"},
    {"id": "left", "organization": "a", "end": DAY},
    {"id": "coming", "organization": "a", "start": AFTER},
    {"id": "moved", "organization": "b", "end": DAY},
    {"id": "moved", "organization": "a", "start": DAY},
]


def seats(*rows):
    return [{"id": f"S{n}", "role": "secretary", "organization": "a", **row} for n, row in enumerate(rows)]


def found(ask, rule, *rows, **options):
    tables = {"organizations": ORGANIZATIONS, "members": MEMBERS, "seats": seats(*rows)}
    return ask(rule, tables, **options)


class TestNoSecretary:
    @pytest.mark.parametrize(
        ("seat", "counts"),
        [
            ({"holder": "in a"}, True),
            ({"holder": "in b"}, True),
            ({"holder": "moved"}, True),
            ({"holder": "known only from a row set aside"}, False),
            ({"holder": None}, False),
            ({"holder": "left"}, False),
            ({"holder": "coming"}, False),
            ({"holder": "in a", "role": "deputy_secretary"}, False),
            ({"holder": "in a", "end": DAY}, False),
            ({"holder": "in a", "start": AFTER}, False),
            ({"holder": "in a", "organization": None, "body": "council"}, False),
        ],
    )
    def test_which_seats_count(self, ask, seat, counts):
        assert ("a" not in found(ask, no_secretary, seat)) is counts

    def test_every_current_organization_is_asked_but_external_ones(self, ask):
        assert found(ask, no_secretary, {"holder": "in a"}) == {"top": {}, "b": {}, "a-1": {}}
        tables = {"organizations": [{"id": "a", "external": True}], "members": [], "seats": []}
        assert ask(no_secretary, tables) == {}

    @pytest.mark.parametrize("table", ["seats", "members"])
    def test_without_seats_or_members_it_is_not_checked(self, ask, table):
        tables = {"organizations": ORGANIZATIONS, "members": MEMBERS, "seats": seats()}
        del tables[table]
        assert ask(no_secretary, tables) is None


class TestSeveralSecretaries:
    def test_seats_are_counted_not_people(self, ask):
        assert found(ask, several_secretaries, {"holder": "in a"}, {"holder": "in a"}) == {"a": {"secretaries": 2}}

    @pytest.mark.parametrize(
        "second",
        [{"holder": "left"}, {"holder": None}, {"holder": "in a", "end": DAY}, {"holder": "in a", "role": "member"}],
    )
    def test_seats_that_do_not_count(self, ask, second):
        assert found(ask, several_secretaries, {"holder": "in a"}, second) == {}

    def test_an_external_one_is_not_asked(self, ask):
        tables = {"organizations": [{"id": "a", "external": True}], "members": MEMBERS}
        assert ask(several_secretaries, {**tables, "seats": seats({"holder": "in a"}, {"holder": "in b"})}) == {}

    def test_members_only_exempt(self, ask):
        tables = {"organizations": ORGANIZATIONS, "seats": seats({"holder": "in a"}, {"holder": "left"})}
        assert ask(several_secretaries, tables) == {"a": {"secretaries": 2}}


class TestSecretaryFromElsewhere:
    @pytest.mark.parametrize("holder", ["in a", "in a-1", "in top", "moved"])
    def test_from_the_organization_from_under_it_or_from_above(self, ask, holder):
        assert found(ask, secretary_from_elsewhere, {"holder": holder}) == {}

    def test_from_beside(self, ask):
        shown = {"holder": "in b", "holder_organization": "b"}
        assert found(ask, secretary_from_elsewhere, {"holder": "in b"}) == {"a": shown}

    @pytest.mark.parametrize("holder", ["in gone", "left", "coming", "known only from a row set aside", None])
    def test_a_holder_who_belongs_to_no_current_organization(self, ask, holder):
        assert found(ask, secretary_from_elsewhere, {"holder": holder}) == {}

    def test_other_roles_may_come_from_anywhere(self, ask):
        assert found(ask, secretary_from_elsewhere, {"holder": "in b", "role": "deputy_secretary"}) == {}

    def test_of_several_the_first_is_shown(self, ask):
        strangers = {"holder": "in a"}, {"holder": "in b"}, {"holder": "in b"}
        assert {*found(ask, secretary_from_elsewhere, *strangers)} == {"a"}

    def test_an_external_one_is_not_asked(self, ask):
        tables = {"organizations": [{"id": "a", "external": True}, {"id": "b"}], "members": MEMBERS}
        assert ask(secretary_from_elsewhere, {**tables, "seats": seats({"holder": "in b"})}) == {}
