"""O001 to O020 in pandas."""

from __future__ import annotations

import numpy as np
import pandas as pd

from benchmarks.peers.in_pandas.register import Register, among

__all__ = ["RULES"]

BRANCH_TYPE = ["branch", "joint_branch", "temporary_branch"]
GENERAL_TYPE = ["general_branch", "joint_general_branch", "temporary_general_branch"]
GENERAL_BRANCHES = ["general_branch", "joint_general_branch"]
ELECTED = ["branch", "joint_branch", *GENERAL_BRANCHES, "committee"]
WITHOUT_TERRITORY = ["trade", "industry", "personnel"]


def o001(r: Register) -> pd.Series:
    return r.asked.loc[r.asked["on_cycle"], "id"]


def o002(r: Register) -> pd.Series:
    a = r.asked
    rank = a["division"].map(r.divisions.set_index("code")["rank"])
    committee = a["form"].isin(["working_committee", "committee"])
    return a.loc[a["superior"].isna() & (~committee | (rank > rank.min())), "id"]


def o003(r: Register) -> pd.Series:
    a = r.asked
    ended = among(a["superior"], r.known("organizations")) & ~among(a["superior"], r.now("organizations"))
    return a.loc[ended, "id"]


def o004(r: Register) -> pd.Series:
    a = r.asked
    above = a["above"].map(r.organizations.set_index("id")["form"])
    inverted = above.isin(BRANCH_TYPE) | (above.isin(GENERAL_TYPE) & ~a["form"].isin(BRANCH_TYPE))
    return a.loc[inverted, "id"]


def o005(r: Register) -> pd.Series:
    a = r.asked
    units = r.regional_units.set_index("id")
    reaching = a["regional_unit"].map(units["mode"]).isin(WITHOUT_TERRITORY)
    hub = a["regional_unit"].map(units["hub"]).eq(a["id"])
    above = a["above"].map(r.organizations.set_index("id")["division"])
    return a.loc[r.territory.outside(a["division"], above) & ~(reaching & ~hub), "id"]


def o006(r: Register) -> pd.Series:
    a = r.asked
    few = a["full_in"] < r.values["minimum_full_members"]
    return a.loc[a["form"].isin(["branch", "joint_branch"]) & few, "id"]


def o007(r: Register) -> pd.Series:
    a = r.asked
    return a.loc[a["form"].isin(BRANCH_TYPE) & (a["members_in"] > r.values["largest_branch"]), "id"]


def o008(r: Register) -> pd.Series:
    a = r.asked
    many = a["members_under"] >= r.values["committee_from"]
    return a.loc[a["form"].isin(GENERAL_BRANCHES) & many & ~a["approved"], "id"]


def o009(r: Register) -> pd.Series:
    a = r.asked
    plain = a["function"].isna() | (a["function"] == "general")
    committee = (a["form"] == "committee") & plain & (a["members_under"] < r.values["committee_from"])
    general = a["form"].isin(GENERAL_BRANCHES) & (a["members_under"] < r.values["general_branch_from"])
    return a.loc[(committee | general) & ~a["approved"], "id"]


def o010(r: Register) -> pd.Series:
    return r.asked.loc[~among(r.asked["id"], r.secretaries["organization"]), "id"]


def o011(r: Register) -> pd.Series:
    seats = r.secretaries["organization"]
    return r.asked.loc[among(r.asked["id"], seats[seats.duplicated()]), "id"]


def o012(r: Register) -> pd.Series:
    led = r.secretaries[among(r.secretaries["organization"], r.asked["id"])]
    forest = r.subordination
    strange = forest.outside(led["home"], led["organization"]) & forest.outside(led["organization"], led["home"])
    return led.loc[strange, "organization"]


def o013(r: Register) -> pd.Series:
    a = r.asked[r.asked["form"].isin(ELECTED) & r.asked["elected_on"].notna()]
    usual = np.where(a["form"] == "committee", r.values["term_committee"], r.values["term_branch"])
    in_villages = np.where(a["in_villages"], r.values["term_village"], 0)
    term = a["term_years"].fillna(pd.Series(np.maximum(usual, in_villages), index=a.index)).astype("int64")
    late = [
        part.loc[part["elected_on"] + pd.DateOffset(years=min(int(years), 200)) < r.day, "id"]
        for years, part in a.groupby(term)
    ]
    return pd.concat(late) if late else a["id"]


def o014(r: Register) -> pd.Series:
    return r.asked.loc[r.asked["members_under"] == 0, "id"]


def o015(r: Register) -> pd.Series:
    a = r.asked
    return a.loc[a["form"].isin(["joint_branch", "joint_general_branch"]) & (a["units"] < 2), "id"]


def o016(r: Register) -> pd.Series:
    return r.asked.loc[(r.asked["form"] == "branch") & (r.asked["units"] >= 2), "id"]


def o017(r: Register) -> pd.Series:
    a = r.asked
    return a.loc[(a["form"] == "joint_branch") & (a["units"] > r.values["joint_branch_units"]), "id"]


def o018(r: Register) -> pd.Series:
    a = r.asked
    return a.loc[a["member_count"].notna() & (a["member_count"] != a["members_under"]), "id"]


def o019(r: Register) -> pd.Series:
    a = r.asked
    ended = among(a["division"], r.known("divisions")) & ~among(a["division"], r.now("divisions"))
    return a.loc[ended, "id"]


def o020(r: Register) -> pd.Series:
    a = r.asked
    otherwise = a["elected_by"].notna() & (a["elected_by"] != "public_direct")
    hub = among(a["id"], r.regional_units["hub"])
    return a.loc[otherwise & (hub | a["in_villages"]), "id"]


RULES = {
    "O001": o001, "O002": o002, "O003": o003, "O004": o004, "O005": o005, "O006": o006, "O007": o007, "O008": o008,
    "O009": o009, "O010": o010, "O011": o011, "O012": o012, "O013": o013, "O014": o014, "O015": o015, "O016": o016,
    "O017": o017, "O018": o018, "O019": o019, "O020": o020,
}  # fmt: skip
