"""S003, S005: what a centre offers, and how soon a request is closed."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import narwhals as nw

from regionpb.findings import Severity
from regionpb.rules.base import Frame, rule
from regionpb.rules.calendar import days_ago
from regionpb.rules.planting.draft import Draft, Planted
from regionpb.rules.planting.points import open_points, point
from regionpb.vocabulary import Channel, RequestKind, Service

__all__ = ["incomplete_centre", "request_open"]

_SIX = [service.value for service in Service if service is not Service.OTHER]


def leave_a_service_out(draft: Draft, rng: Random) -> Planted:
    """Add a public centre that lacks one or two of the six services."""
    open_points(draft)
    draft.require("service_points", "services")
    left_out = rng.sample(_SIX, rng.randint(1, 2))
    services = draft.spoilt([service for service in _SIX if service not in left_out], _SIX)
    return Planted.at("service_points", point(draft, draft.home()["division"], "public_centre", services=services))


def put_a_request_off(draft: Draft, rng: Random) -> Planted:
    """Add a request of some weeks ago that is still open."""
    if draft.has("requests"):
        draft.require("requests", "closed_on")
    opened = draft.day - timedelta(days=rng.randint(15, 90))
    request = draft.add(
        "requests",
        kind=rng.choice([*RequestKind]).value,
        channel=rng.choice([*Channel]).value,
        division=draft.home()["division"],
        opened_on=opened,
        closed_on=draft.spoilt(None, opened + timedelta(days=rng.randint(0, 9))),
    )
    return Planted.at("requests", request)


@rule(
    "S003",
    Severity.INFO,
    name_zh="服务项目不全",
    on="service_points",
    reads=("service_points.kind", "service_points.services"),
    values={"lacking": "缺少的服务"},
    at="services",
    message="is a public centre, but lacks {lacking}: offer that too, or enter it",
    message_zh="为公共服务中心，却缺少{lacking}：请增设，或补登",
    plant=leave_a_service_out,
)
def incomplete_centre(service_points: Frame) -> Frame:
    """A public centre lacks one of the six services.

    公共服务中心缺少六项服务之一。

    Why: A public centre is to do everything in one place: Party activities, social security, family planning, health,
        service to enterprises and to migrants. Where no service is entered all six are lacking.
    原因:公共服务中心为一站式：党的活动、社会保障、计划生育、医疗卫生、企业服务、外来人口管理。未登记服务内容的，视为六项都缺。
    Source: P4c
    """
    lacks = [~nw.col("services").list.contains(service).fill_null(value=False) for service in _SIX]
    names = [nw.when(missing).then(nw.lit(service)) for missing, service in zip(lacks, _SIX, strict=True)]
    return (
        service_points.filter(nw.col("kind") == "public_centre")
        .filter(nw.any_horizontal(*lacks, ignore_nulls=False))
        .with_columns(nw.concat_str(names, separator=";", ignore_nulls=True).alias("lacking"))
    )


@rule(
    "S005",
    Severity.WARNING,
    name_zh="服务请求未办结",
    on="requests",
    reads=("requests.opened_on", "requests.closed_on"),
    values=("opened_on", "request_days"),
    parameters=("request_days",),
    at="closed_on",
    limits={"opened_on": "request_days"},
    message="was opened on {opened_on} and is open after {request_days} days: answer it, or enter when it was closed",
    message_zh="于{opened_on}受理，已满{request_days}天仍未办结：请尽快办理，或补登办结日期",
    plant=put_a_request_off,
)
def request_open(requests: Frame, policy: Frame) -> Frame:
    """A request for service has not been closed in time.

    服务请求逾期未办结。

    Why: Whoever asks for help by telephone, on the web or at a centre waits for an answer. A closing dated after the
        day has not happened yet.
    原因:群众和党员通过热线、网页或服务中心求助，等的是办理结果。办结日期晚于当日的，视为尚未办结。
    Source: P2a
    """
    opened = requests.join(policy, how="cross").filter(days_ago("opened_on") >= nw.col("request_days"))
    return opened.filter(nw.col("closed_on").is_null() | (nw.col("closed_on") > nw.col("day")))
