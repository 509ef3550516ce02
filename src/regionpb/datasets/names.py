"""Names for what is made up: real places, invented everything else.

An enterprise's name is its county and village, a pair of syllables drawn from a list, a trade and a legal form. Any
likeness to a real one is an accident. No person has a name here at all.
"""

from __future__ import annotations

import numpy as np

from regionpb.datasets.dice import Ints, Words
from regionpb.datasets.roll import rank
from regionpb.vocabulary import Form, Mode

__all__ = [
    "INSTITUTIONS",
    "MODE_NAMES",
    "ORGANS",
    "TRADES",
    "UNIVERSITIES",
    "brand",
    "distinct",
    "numeral",
    "party_name",
    "short",
]

TRADES = (
    "机械", "纺织", "服装", "电子", "化工", "食品", "建材", "物流", "商贸",
    "软件", "模具", "文具", "汽配", "渔业", "园林",
)  # fmt: skip
"""Trades of enterprises, the commonest first."""

ORGANS = (
    "民政", "财政", "水利", "交通", "农业", "林业", "环境保护", "统计", "审计",
    "司法", "文化", "教育", "卫生", "商务", "规划", "国土资源", "质量监督", "安全生产监督",
    "体育", "粮食", "海洋与渔业", "旅游", "信访", "档案", "物价", "科技",
)  # fmt: skip
"""Fields that the bureaus of a city or county look after."""

INSTITUTIONS = (
    "中心小学", "卫生院", "初级中学", "幼儿园", "文化站", "敬老院", "农技站", "水利站", "图书馆",
    "职业学校",
)  # fmt: skip
"""Institutions of a town or street."""

UNIVERSITIES = (
    "理工", "商务", "医药", "海洋", "师范", "工程", "纺织服装", "城市", "外国语",
    "艺术",
)  # fmt: skip
"""What a university teaches."""

MODE_NAMES = {
    Mode.PARK: "园区",
    Mode.STREET_BLOCK: "街区",
    Mode.SUB_AREA: "片区",
    Mode.VILLAGE_ENTERPRISE: "村企",
    Mode.VILLAGE_NEIGHBOURHOOD: "村居",
    Mode.COMMERCIAL_DISTRICT: "商圈",
    Mode.OFFICE_BUILDING: "楼宇",
    Mode.TRADE: "行业",
    Mode.INDUSTRY: "产业",
    Mode.PERSONNEL: "人才",
}
"""What the area of a 1+N unit is called."""

_FIRST = "澄霁沐朗岚皓珩琅溪桐棠榆樟枫槿蘅芷萱菡荻昀旻晗晔煦熠璟瑄璞筠"
_SECOND = "岳川汀峤原禾穗帆舟桥渡屿湾陵坪泽沣沅洲澜陌畈塘浦岱屏麓垣圃溆"
_ENDINGS = {
    Form.WORKING_COMMITTEE: "工作委员会",
    Form.COMMITTEE: "委员会",
    Form.GENERAL_BRANCH: "总支部委员会",
    Form.BRANCH: "支部委员会",
    Form.JOINT_BRANCH: "联合支部委员会",
}


def brand(numbers: Ints) -> Words:
    """An invented pair of syllables for each number; 900 of them before one comes again.

    Example:
        >>> len(set(brand(np.arange(900))))
        900
    """
    # 391 has no factor in common with 900: neighbours in number are far apart in sound.
    mixed = numbers * 391 % 900
    first, second = np.array(list(_FIRST), dtype=np.object_), np.array(list(_SECOND), dtype=np.object_)
    names: Words = first[mixed % 30] + second[mixed // 30]
    return names


def distinct(names: Words) -> Words:
    """Namesakes told apart by a number behind the second and each further one.

    Example:
        >>> distinct(np.array(["a", "b", "a"], dtype=object)).tolist()
        ['a', 'b', 'a二']
    """
    _, group = np.unique(names.astype(str), return_inverse=True)
    nth = rank(group.astype(np.int64))
    apart: Words = names + np.where(nth == 0, "", numeral(nth + 1)).astype(np.object_)
    return apart


def numeral(numbers: Ints) -> Words:
    """Chinese numerals from one to ninety-nine, plain digits beyond.

    Example:
        >>> numeral(np.array([3, 10, 21, 100])).tolist()
        ['三', '十', '二十一', '100']
    """
    digits = "〇一二三四五六七八九"
    spoken = [str(n) for n in range(int(numbers.max(initial=0)) + 1)]
    for n in range(1, min(len(spoken), 100)):
        tens, ones = divmod(n, 10)
        head = "" if tens == 0 else "十" if tens == 1 else digits[tens] + "十"
        spoken[n] = head + (digits[ones] if ones else "")
    return np.array(spoken, dtype=np.object_)[numbers]


def party_name(bodies: Words, forms: Words) -> Words:
    """The full name of an organization, as on its seal.

    Example:
        >>> party_name(np.array(["某村"], dtype=object), np.array(["branch"], dtype=object)).tolist()
        ['中共某村支部委员会']
    """
    ending = np.empty(len(forms), dtype=np.object_)
    for form, text in _ENDINGS.items():
        ending[forms == form.value] = text
    names: Words = "中共" + bodies + ending
    return names


def short(names: Words) -> Words:
    """Names of counties without what they are: 海曙 of 海曙区.

    Example:
        >>> short(np.array(["海曙区", "象山县"], dtype=object)).tolist()
        ['海曙', '象山']
    """
    return np.array([name.rstrip("区县市") for name in names], dtype=np.object_)
