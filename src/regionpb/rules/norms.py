"""Policies as the rules need them: every parameter is there, and no switch is of a rule that is not."""

from __future__ import annotations

from pathlib import Path

from regionpb.errors import Both, PolicyError
from regionpb.policies import InForce, Policy, read_policy
from regionpb.policies.policy import Value
from regionpb.rules import RULES
from regionpb.rules.base import Rule
from regionpb.rules.saying.citing import cited

__all__ = ["measures", "read_norms"]


def read_norms(policy: str | Path | Policy) -> Policy:
    """The policy that rules are asked under.

    Args:
        policy: one that ships (`ningbo`, `national`), a TOML file of one's own, or a policy already read.

    Raises:
        PolicyError: when it cannot be read, switches a rule that is not there, or lacks a parameter that a rule asks.

    Example:
        >>> read_norms("national").name
        'national'
        >>> read_norms(Policy("empty", "empty", "空", "", {}, {}))  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        regionpb.errors.PolicyError: policy 'empty' has no 'minimum_full_members', which O006 asks (nor ... others); ...
    """
    norms = policy if isinstance(policy, Policy) else read_policy(policy, codes=RULES)
    lacking = [(name, code) for code, rule in RULES.items() for name in rule.parameters if name not in norms.parameters]
    if not lacking:
        return norms
    (name, code), others = lacking[0], len({name for name, _ in lacking}) - 1
    more, more_zh = (f" (nor {others} others)", f"（另缺 {others} 个）") if others else ("", "")
    raise PolicyError(
        f"policy {norms.name!r} has no {name!r}, which {code} asks{more}; "
        "write extends = 'national' or 'ningbo' at its top, or give it them all",
        f"政策“{norms.name}”没有规则 {code} 所用的参数“{name}”{more_zh}；"
        "请在文件开头写 extends = 'national' 或 'ningbo'，或补全各参数",
    )


def measures(rule: Rule, policy: InForce, *, dated: bool = False) -> tuple[Both, ...]:
    """What a rule measures by: each parameter in force with its norm, the norm of its switch, and its source.

    Args:
        rule: the rule.
        policy: the parameters in force.
        dated: whether to say since when, and until when, each is in force.

    Example:
        >>> from datetime import date
        >>> for measure in measures(RULES["O006"], read_policy("ningbo").at(date(2011, 7, 29))):
        ...     print(measure.en)
        fewest full members of an organization: 3 (Party Constitution (2007), Art. 29)
        Party Constitution (2007) Art. 29; Regulation on the work of Party branches (2018) Art. 4
    """
    out: list[Both] = []
    for name in rule.parameters:
        parameter, value = policy.policy.parameters[name], policy.norm(name)
        times = _times(value) if dated else Both("", "")
        out.append(
            Both(
                f"{parameter.label}: {value.value:g} ({value.norm}{times.en})",
                f"{parameter.label_zh}：{value.value:g}（{value.norm_zh}{times.zh}）",
            )
        )
    if switch := policy.switched_by(rule.code):
        out.append(Both(switch.norm, switch.norm_zh))
    return (*out, cited(rule.source)) if rule.source else tuple(out)


def _times(value: Value) -> Both:
    """Between which days a value is in force."""
    since = Both(f"from {value.start}", f"自 {value.start} 起施行") if value.start else Both("", "")
    until = Both(f"until {value.end}", f"施行至 {value.end}") if value.end else Both("", "")
    en, zh = " ".join(filter(None, (since.en, until.en))), "，".join(filter(None, (since.zh, until.zh)))
    return Both(f"; in force {en}" if en else "", f"；{zh}" if zh else "")
