"""D001 to D008 in pandas."""

from __future__ import annotations

import pandas as pd

from benchmarks.peers.in_pandas.register import Register, among

__all__ = ["RULES"]


def d001(r: Register) -> pd.Series:
    d = r.divisions
    return d.loc[d["parent"].isna() & (d["rank"] > d["rank"].min()), "code"]


def d002(r: Register) -> pd.Series:
    return r.divisions.loc[r.territory.on_cycle, "code"]


def d003(r: Register) -> pd.Series:
    d = r.divisions
    above = d["parent"].map(d.set_index("code")["rank"])
    return d.loc[above.notna() & (d["rank"] != above + 1), "code"]


def d004(r: Register) -> pd.Series:
    d = r.divisions[among(r.divisions["parent"], r.known("divisions"))]
    # startswith takes no column; a parent's code has the length of its level, so few slices do.
    length = d["parent"].str.len()
    wrong = [part.loc[part["code"].str[:n] != part["parent"], "code"] for n, part in d.groupby(length)]
    return pd.concat(wrong) if wrong else d["code"]


def d005(r: Register) -> pd.Series:
    d = r.divisions
    ended = among(d["parent"], r.known("divisions")) & ~among(d["parent"], r.now("divisions"))
    return d.loc[ended, "code"]


def d006(r: Register) -> pd.Series:
    d = r.divisions.assign(above=r.territory.parent.to_numpy()).dropna(subset="above")
    return d.loc[d.duplicated(["above", "name"], keep=False), "code"]


def d007(r: Register) -> pd.Series:
    d = r.divisions[r.divisions["code"].str.len() == 12]
    digits = d["code"].str[9:]
    village = d["name"].str.endswith(("村", "村委会")) & digits.between("001", "199")
    community = d["name"].str.endswith(("社区", "居委会")) & digits.between("200", "399")
    return d.loc[village | community, "code"]


def d008(r: Register) -> pd.Series:
    d = r.divisions
    if not (r.all["divisions"]["level"] == "village").any():
        return d["code"].iloc[:0]
    villages = r.territory.rolled_up((d["level"] == "village").to_numpy().astype("int64"))
    return d.loc[(d["level"] == "township") & (villages == 0), "code"]


RULES = {"D001": d001, "D002": d002, "D003": d003, "D004": d004, "D005": d005, "D006": d006, "D007": d007, "D008": d008}
