"""U001 to U012 in pandas."""

from __future__ import annotations

import numpy as np
import pandas as pd

from benchmarks.peers.in_pandas.organizations import WITHOUT_TERRITORY
from benchmarks.peers.in_pandas.register import Register, among

__all__ = ["RULES"]

ENTERPRISES = ["public_enterprise", "non_public_enterprise"]


def _belonging(r: Register) -> pd.DataFrame:
    """The organizations asked that belong to a current 1+N unit, with its hub, mode and division."""
    units = r.regional_units[["id", "mode", "division", "hub"]].add_prefix("unit_")
    return r.asked.merge(units, left_on="regional_unit", right_on="unit_id")


def u001(r: Register) -> pd.Series:
    return r.regional_units.loc[~among(r.regional_units["hub"], r.now("organizations")), "id"]


def u002(r: Register) -> pd.Series:
    led = r.regional_units[among(r.regional_units["hub"], r.now("organizations"))]
    return led.loc[led.duplicated("hub", keep=False), "id"]


def u003(r: Register) -> pd.Series:
    units = r.regional_units
    hubs = units["hub"].map(r.organizations.set_index("id")["division"])
    return units.loc[r.territory.outside(hubs, units["division"]), "id"]


def u004(r: Register) -> pd.Series:
    belonging = _belonging(r)
    return belonging.loc[r.subordination.outside(belonging["id"], belonging["unit_hub"]), "id"]


def u005(r: Register) -> pd.Series:
    b = _belonging(r)
    others = b[~b["unit_mode"].isin(WITHOUT_TERRITORY) & ~b["unit_hub"].eq(b["id"])]
    return others.loc[r.territory.outside(others["division"], others["unit_division"]), "id"]


def u006(r: Register) -> pd.Series:
    units = r.regional_units
    belonging = r.organizations[["id", "regional_unit"]].dropna()
    hub = belonging["regional_unit"].map(units.set_index("id")["hub"])
    others = belonging.loc[~hub.eq(belonging["id"]), "regional_unit"]
    return units.loc[~among(units["id"], others), "id"]


def u007(r: Register) -> pd.Series:
    led = r.regional_units[["id", "hub"]].rename(columns={"id": "led"}).dropna()
    known = r.asked[among(r.asked["regional_unit"], r.now("regional_units"))]
    pairs = known[["id", "regional_unit"]].merge(led, left_on="id", right_on="hub")
    return pairs.loc[pairs["led"] != pairs["regional_unit"], "id"]


def u008(r: Register) -> pd.Series:
    units, within = r.regional_units, r.units.dropna(subset="regional_unit")

    def has(kinds: list[str]) -> np.ndarray:
        return among(units["id"], within.loc[within["kind"].isin(kinds), "regional_unit"])

    trades = units["id"].map(within.groupby("regional_unit")["trade"].nunique())
    wrong = (
        ((units["mode"] == "village_enterprise") & ~(has(["village"]) & has(ENTERPRISES)))
        | ((units["mode"] == "village_neighbourhood") & ~(has(["village"]) & has(["community"])))
        | ((units["mode"] == "trade") & (trades > 1))
    )
    return units.loc[wrong, "id"]


def u009(r: Register) -> pd.Series:
    u = r.units
    covered = among(u["organization"], r.now("organizations")) | among(u["regional_unit"], r.now("regional_units"))
    return u.loc[~covered & ~u["kind"].isin(["village", "community"]), "id"]


def u010(r: Register) -> pd.Series:
    u, known = r.units, r.now("regional_units")
    theirs = u["organization"].map(r.organizations.set_index("id")["regional_unit"])
    both = among(u["regional_unit"], known) & among(theirs, known)
    return u.loc[both & (u["regional_unit"] != theirs), "id"]


def u011(r: Register) -> pd.Series:
    u = r.units
    ended = among(u["division"], r.known("divisions")) & ~among(u["division"], r.now("divisions"))
    return u.loc[ended, "id"]


def u012(r: Register) -> pd.Series:
    units = r.regional_units
    return units.loc[r.subordination.outside(units["reservoir"], units["hub"]), "id"]


RULES = {
    "U001": u001, "U002": u002, "U003": u003, "U004": u004, "U005": u005, "U006": u006, "U007": u007, "U008": u008,
    "U009": u009, "U010": u010, "U011": u011, "U012": u012,
}  # fmt: skip
