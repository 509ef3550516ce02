"""The committees over the divisions: the city, its counties, and in each township-level division what leads there.

A street has "1+3": under its working committee the enlarged working committee, and under that the comprehensive
committee (enterprises), the community committee (villages and communities) and the government organs committee. A
town, a rural township and a quasi one has its township committee.

Source: P1b.
"""

from __future__ import annotations

import numpy as np

from regionpb.datasets.dice import Ints, Words
from regionpb.datasets.draft import CITY, Draft
from regionpb.vocabulary import Form, Function

__all__ = ["found_skeleton"]

_THREE = (
    (Function.COMPREHENSIVE_COMMITTEE, "综合"),
    (Function.COMMUNITY_COMMITTEE, "社区"),
    (Function.GOVERNMENT_ORGANS_COMMITTEE, "行政"),
)


def found_skeleton(draft: Draft) -> None:
    """Add the local committees, the township committees, and 1+3 of each street.

    Example:
        >>> from regionpb.datasets.draft import sketch
        >>> from regionpb.datasets.land import land
        >>> draft = sketch(0.001, 0, land(0.001))
        >>> found_skeleton(draft)
        >>> sorted(set(draft.organizations["function"]))[:2]
        ['community_committee', 'comprehensive_committee']
    """
    land, organizations = draft.land, draft.organizations
    draft.city = int(
        organizations.add(
            1,
            body="宁波市",
            form=Form.COMMITTEE.value,
            function=Function.LOCAL_COMMITTEE.value,
            group="committee",
            division=land.city,
        )[0]
    )
    draft.counties = organizations.add(
        len(land.counties),
        body=land.county_names,
        form=Form.COMMITTEE.value,
        function=Function.LOCAL_COMMITTEE.value,
        group="committee",
        superior=draft.city,
        division=land.counties,
        county=np.arange(len(land.counties)),
    )
    urban = land.urban
    every = np.arange(len(land.townships), dtype=np.int64)
    draft.head = _committee(
        draft,
        every,
        land.township_names,
        draft.counties[land.county_of],
        np.where(urban, Form.WORKING_COMMITTEE.value, Form.COMMITTEE.value),
        np.where(urban, Function.STREET_WORKING_COMMITTEE.value, Function.TOWNSHIP_COMMITTEE.value),
    )
    draft.block, draft.two_new, draft.organs = draft.head.copy(), draft.head.copy(), draft.head.copy()
    streets = every[urban]
    names = land.township_names[streets]
    draft.enlarged = np.full(len(every), -1, dtype=np.int64)
    draft.enlarged[streets] = _committee(
        draft,
        streets,
        names + "大",
        draft.head[streets],
        Form.WORKING_COMMITTEE.value,
        Function.ENLARGED_WORKING_COMMITTEE.value,
    )
    for (function, name), above in zip(_THREE, (draft.two_new, draft.block, draft.organs), strict=True):
        above[streets] = _committee(
            draft, streets, names + name, draft.enlarged[streets], Form.COMMITTEE.value, function.value
        )


def _committee(
    draft: Draft, townships: Ints, body: Words, superior: Ints, form: str | Words, function: str | Words
) -> Ints:
    land = draft.land
    return draft.organizations.add(
        len(townships),
        body=body,
        form=form,
        function=function,
        group="committee",
        superior=superior,
        division=land.townships[townships],
        township=townships,
        county=land.county_of[townships] if len(townships) else CITY,
    )
