"""R001 to R008 in pandas."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd

from benchmarks.peers.in_pandas.register import Register, among, began, last_of

__all__ = ["RULES"]

_EVENT = ["id", "source", "dissolved_on"]


def r001(r: Register) -> pd.Series:
    m = r.members
    ended = ~among(m["organization"], r.now("organizations")) & among(m["organization"], r.known("organizations"))
    return m.loc[ended, "id"]


def r002(r: Register) -> pd.Series:
    m = r.all["members"]
    ended = m[(m["end"] <= r.day) & m["exit"].isna()]
    last = last_of(m[among(m["id"], ended["id"]) & (began(m) <= r.day)], ["id"])
    return last.loc[(last["end"] <= r.day) & last["exit"].isna(), "id"]


def _on(frame: pd.DataFrame, day: pd.Series | pd.Timestamp) -> pd.Series:
    """Which versions hold on a day."""
    return (began(frame) <= day) & (frame["end"].isna() | (frame["end"] > day))


def _dissolved(r: Register) -> pd.DataFrame:
    """The organizations dissolved by the day: `source`, `dissolved_on` and the 1+N unit they belonged to."""
    o = r.all["organizations"]
    ended = o[(o["end"] <= r.day) & (o["end_reason"] == "dissolved")]
    return ended[["id", "end", "regional_unit"]].rename(columns={"id": "source", "end": "dissolved_on"})


def _existing(r: Register, ids: pd.Series, days: pd.Series) -> pd.Series:
    """Whether organizations exist on days, pair by pair."""
    asked = pd.DataFrame({"id": ids, "day": days}).rename_axis("at").reset_index()
    versions = asked.merge(r.all["organizations"][["id", "start", "end"]], on="id")
    return pd.Series(ids.index.isin(versions.loc[_on(versions, versions["day"]), "at"]), index=ids.index)


def _went_on(r: Register) -> pd.DataFrame:
    """Members who were in an organization when it was dissolved, and the current organization in which they go on."""
    m = r.all["members"][["id", "organization", "start", "end"]]
    events = _dissolved(r)[["source", "dissolved_on"]].drop_duplicates()
    leaving = m[among(m["organization"], events["source"])].merge(events, left_on="organization", right_on="source")
    leaving = leaving.loc[_on(leaving, leaving["dissolved_on"] - timedelta(days=1)), _EVENT].drop_duplicates()
    versions = m[among(m["id"], leaving["id"])].merge(leaving, on="id")
    before = last_of(versions[_on(versions, versions["dissolved_on"] - timedelta(days=1))], _EVENT)
    before = before.loc[before["organization"] == before["source"], _EVENT]
    after = last_of(versions[_on(versions, versions["dissolved_on"])], _EVENT)
    moved = after[after["organization"].notna() & (after["organization"] != after["source"])].merge(before, on=_EVENT)
    return moved[_existing(r, moved["organization"], moved["dissolved_on"])]


def _without(moved: pd.DataFrame, transfers: pd.DataFrame) -> pd.Series:
    """The members who moved without one of some transfers out of the dissolved organization."""
    let_go = pd.MultiIndex.from_frame(transfers[["member", "source"]])
    return moved.loc[~pd.MultiIndex.from_frame(moved[["id", "source"]]).isin(let_go), "id"]


def r003(r: Register) -> pd.Series:
    units = r.all["regional_units"][["id", "hub", "reservoir", "start", "end"]].rename(columns={"id": "regional_unit"})
    led = _dissolved(r).dropna(subset="regional_unit").merge(units, on="regional_unit")
    led = last_of(led[_on(led, led["dissolved_on"])], ["source", "dissolved_on"])
    led = led[_existing(r, led["hub"], led["dissolved_on"])]
    moved = _went_on(r).merge(led[["source", "dissolved_on", "hub", "reservoir"]], on=["source", "dissolved_on"])
    home = moved["organization"]
    elsewhere = moved[~home.eq(moved["hub"]) & ~home.eq(moved["reservoir"])]
    transfers = r.all["transfers"]
    return _without(elsewhere, transfers[transfers["issued"] <= r.day])


def _full_members(r: Register) -> pd.DataFrame:
    return r.members.loc[(r.members["status"] == "full") & r.members["unit"].notna(), ["unit", "organization"]]


def _full_in_uncovered(r: Register) -> pd.Series:
    """How many full members work in each unit without a current organization that has any."""
    uncovered = r.units.loc[~among(r.units["organization"], r.now("organizations")), "id"]
    working = _full_members(r)["unit"]
    return working[among(working, uncovered)].value_counts()


def r004(r: Register) -> pd.Index:
    workers = _full_in_uncovered(r)
    return workers.index[workers >= r.values["minimum_full_members"]]


def r005(r: Register) -> pd.Series:
    stars, now = r.regional_units[["hub", "reservoir"]], r.now("organizations")
    stores = pd.concat([stars.assign(organization=stars["hub"]), stars.assign(organization=stars["reservoir"])])
    stores = stores[among(stores["organization"], now)]
    cover = r.units.loc[among(r.units["organization"], now), ["id", "organization"]]
    cover = cover.rename(columns={"id": "unit", "organization": "cover"})
    held = r.members.loc[among(r.members["organization"], stores["organization"]), ["id", "organization", "unit"]]
    both = held.dropna().merge(cover, on="unit").merge(stores, on="organization")
    return both.loc[~both["cover"].eq(both["hub"]) & ~both["cover"].eq(both["reservoir"]), "id"]


def r006(r: Register) -> pd.Index:
    joint = r.organizations.loc[r.organizations["form"] == "joint_branch", "id"]
    shared = r.units.loc[among(r.units["organization"], joint), ["id", "organization"]].rename(columns={"id": "unit"})
    workers = _full_members(r).merge(shared, on=["unit", "organization"])["unit"].value_counts()
    return workers.index[workers >= r.values["minimum_full_members"]]


def r007(r: Register) -> pd.Index:
    workers = _full_in_uncovered(r)
    return workers.index[workers <= r.values["joint_candidate_up_to"]]


def r008(r: Register) -> pd.Series:
    transfers = r.all["transfers"]
    received = (transfers["issued"] <= r.day) & (transfers["received"] <= r.day)
    return _without(_went_on(r), transfers[received])


RULES = {"R001": r001, "R002": r002, "R003": r003, "R004": r004, "R005": r005, "R006": r006, "R007": r007, "R008": r008}
