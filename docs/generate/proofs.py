"""The proofs, a line each: what is compared, how often, by which command. Every count is read from the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from pathlib import Path

from generate.words import Language, table
from regionpb.contract import TABLES
from regionpb.rules import RULES

__all__ = ["proofs"]

_ROOT = Path(__file__).parents[2]
_HEADS: Mapping[Language, tuple[str, ...]] = {
    "en": ("proof", "what is compared", "`make test`", "`make campaign`", "by itself"),
    "zh": ("证明", "比较什么", "`make test`", "`make campaign`", "单独运行"),
}
_NOT = "–"
_COMMANDS = (
    "pytest tests/test_properties.py tests/rules/test_twins.py",
    "pytest tests/oracle/test_agreement.py",
    "pytest tests/oracle/test_reading.py",
    "pytest tests/contract/test_agree.py",
    "pytest tests/contract/test_schema.py",
    "pytest tests/engines",
    "make campaign-engines",
    "pytest tests/benchmarks",
    "pytest tests/hostile/test_hostile.py",
    "pytest tests/hostile/test_random.py",
    "make campaign-fuzz",
    "make campaign-walking",
    "make campaign-mutation",
    "pytest tests/test_docs.py src",
)
_ENGLISH = (
    (
        "properties",
        "what was planted in a region, and what is found there; the plants of {rules} rules",
        "{valid} valid regions, {valid} with a past, {planted} for each plant, the smallest one, a small city",
        _NOT,
    ),
    (
        "oracle: rules",
        "findings of {oracled} rules, all but those of E and X, and of references; what is not checked",
        "{oracle} damaged regions, asked once each",
        "{oracle_campaign}, asked once each",
    ),
    (
        "oracle: reading",
        "findings of E with their places; rows taken and set aside; values of cells",
        "{folders} folders of text",
        "{folders_campaign}",
    ),
    (
        "reader and models",
        "what a cell or a row of the {tables} tables means, or which fault it has",
        "columns and rows at random",
        _NOT,
    ),
    ("JSON Schema", "what models write and what they do not take", "rows of the {tables} tables", _NOT),
    (
        "engines",
        "rows, values and types that {asked} rules give: polars in memory, polars over Parquet, DuckDB",
        "{engines} damaged regions, asked once each; all faults at once",
        "{engines_campaign}, asked once each",
    ),
    ("Spark", "the same", _NOT, "{spark} of these regions; all faults at once"),
    (
        "peers",
        "findings of the library, and of {oracled} rules in {whole} other ways, those of D, O, U and R in {peers}",
        "a small city with a fault of each rule in force, and a sound one",
        _NOT,
    ),
    (
        "hostile sources",
        "what must never happen while they are read, checked and reported",
        "{hostile} sources, some of a third of their size",
        "all at full size",
    ),
    (
        "random damage",
        "the same: bytes, text, workbooks, frames, codes, settings",
        "{damage} of each of {damages} kinds",
        "{damage_campaign} of each",
    ),
    ("fuzzing", "the same, led by what code is reached", _NOT, "{targets} targets, {seconds} seconds together"),
    (
        "acts",
        "a region before and after an act: what `RegionMachine` asks, of the library and of stores",
        "{walks} walks, and {stored} on each database",
        "{walking} steps in memory",
    ),
    (
        "mutation",
        "small faults in the source, and whether tests notice",
        _NOT,
        "{mutants} of each of {areas} areas, thrice as many of those that are a part",
    ),
    ("documentation", "what pages and docstrings say, and what happens", "all of them", _NOT),
)
_CHINESE = (
    (
        "性质",
        "植入的与查出的；{rules} 条规则的植入",
        "有效区域 {valid} 个，有历史的 {valid} 个，每种植入 {planted} 个，另有最小的区域和一座小城",
        _NOT,
    ),
    (
        "第二实现：规则",
        "除 E、X 两类外的 {oracled} 条规则以及引用的结果；哪些规则未检查",
        "{oracle} 个损坏的区域，各问一次",
        "{oracle_campaign} 个，各问一次",
    ),
    (
        "第二实现：读取",
        "E 类结果及其位置；采用和搁置的行数；单元格的值",
        "{folders} 个文本文件夹",
        "{folders_campaign} 个",
    ),
    ("读取与模型", "{tables} 张表的单元格和行读作什么，或错在哪里", "随机的列和行", _NOT),
    ("JSON Schema", "模型写出的和不接受的", "{tables} 张表的行", _NOT),
    (
        "引擎",
        "{asked} 条规则给出的行、值和类型：内存中的 polars、直接读 Parquet 的 polars、DuckDB",
        "{engines} 个损坏的区域，各问一次；同时植入全部错误的区域",
        "{engines_campaign} 个，各问一次",
    ),
    ("Spark", "同上", _NOT, "其中 {spark} 个；同时植入全部错误的区域"),
    (
        "对照代码",
        "本库的结果，和 {oracled} 条规则另外 {whole} 种写法（其中 D、O、U、R 有 {peers} 种）的结果",
        "为每条在用规则植入一个错误的小城，和一座无错的小城",
        _NOT,
    ),
    ("恶意数据", "读取、检查和报告时绝不可发生的事", "{hostile} 份，有几份只取三分之一大小", "全部，按原大小"),
    (
        "随机损坏",
        "同上：字节、文本、工作簿、数据框、代码、设置",
        "{damages} 类，每类 {damage} 个",
        "每类 {damage_campaign} 个",
    ),
    ("模糊测试", "同上，由执行到的代码引导", _NOT, "{targets} 个目标，共 {seconds} 秒"),
    (
        "变更",
        "变更前后的区域：`RegionMachine` 所问的一切，既问本库，也问数据库",
        "随机变更 {walks} 轮，每种数据库另有 {stored} 轮",
        "内存中 {walking} 步",
    ),
    ("变异测试", "源码中的小错，测试能否察觉", _NOT, "{areas} 个部分，每部分 {mutants} 个，自成一大部分的三倍"),
    ("文档", "页面和文档字符串所写的，和实际发生的", "全部", _NOT),
)


def proofs(language: Language) -> str:
    """A line for each proof."""
    counts = _counts()
    lines = _ENGLISH if language == "en" else _CHINESE
    told = ([cell.format_map(counts) for cell in line] for line in lines)
    # Each path behind the first stands by itself, so that a long command can go on in the next line.
    runs = ("`" + run.replace(".py ", ".py` `") + "`" for run in _COMMANDS)
    return table(_HEADS[language], ([*line, run] for line, run in zip(told, runs, strict=True)))


def _counts() -> dict[str, str]:
    engines = _number("tests/engines/comparing.py", r'CAMPAIGN or "(\d+)"')
    engines_campaign = _number("Makefile", r"REGIONPB_CAMPAIGN=(\d+) .* tests/engines\n")
    every = _number("tests/engines/test_spark.py", r"REGIONS // (\d+)")
    corpus = ("texts", "files", "graphs")
    counts = {
        "rules": len(RULES),
        "asked": sum(rule.function is not None for rule in RULES.values()),
        "oracled": sum(code[0] not in "EX" for code in RULES),
        "tables": len(TABLES),
        "valid": _number("tests/test_properties.py", r"max_examples=(\d+)\)\n@given\(regions\((?:history=True)?\)\)"),
        "planted": _number("tests/test_properties.py", r"max_examples=(\d+)\)\n    @given\(st\.booleans"),
        "oracle": _number("tests/oracle/test_agreement.py", r'REGIONPB_CAMPAIGN", "(\d+)"'),
        "folders": _number("tests/oracle/test_reading.py", r"if CAMPAIGN else (\d+)"),
        "oracle_campaign": (oracle := _number("Makefile", r"REGIONPB_CAMPAIGN=(\d+) .* tests/oracle\n")),
        "folders_campaign": oracle // _number("tests/oracle/test_reading.py", r"CAMPAIGN\) // (\d+)"),
        "engines": engines,
        "engines_campaign": engines_campaign,
        "spark": engines_campaign // every,
        "peers": len(peers := [*(_ROOT / "benchmarks" / "peers").glob("in_*/intake.py")]),
        "whole": sum(any(peer.parent.glob("members.*")) for peer in peers),
        "hostile": sum(_lines(f"tests/hostile/{name}.py", r"@case\(") for name in corpus),
        "damage": _number("tests/hostile/test_random.py", r'REGIONPB_CAMPAIGN", "(\d+)"'),
        "damage_campaign": _number("Makefile", r"REGIONPB_CAMPAIGN=(\d+) .* tests/hostile\n"),
        "walks": _number("tests/testing/test_machine.py", r'REGIONPB_CAMPAIGN", "(\d+)"'),
        "stored": _number("tests/store/test_machine.py", r'REGIONPB_CAMPAIGN", "(\d+)"'),
        "walking": _number("Makefile", r"STEPS \?= (\d+)\n"),
        "mutants": _number("Makefile", r"SAMPLE \?= (\d+)\n"),
        "areas": _areas(),
        "damages": _lines("tests/hostile/test_random.py", r"@EXAMPLES$"),
        "targets": _lines("fuzz/targets.py", r'    "\w+": \('),
        "seconds": _number("Makefile", r"REGIONPB_FUZZ_SECONDS \?= (\d+)\n"),
    }
    return {name: f"{count:,}" for name, count in counts.items()}


def _areas() -> int:
    """How many areas are mutated: those named, and one for each family of rules."""
    tree = ast.parse((_ROOT / "campaign" / "mutation.py").read_text("utf-8"))
    values = {
        ast.unparse(target): node.value
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value
        for target in ([node.target] if isinstance(node, ast.AnnAssign) else node.targets)
    }
    match values["FAMILIES"], values["THEN"]:
        case ast.Tuple(elts=families), ast.Dict(keys=areas):
            return len(families) + sum(key is not None for key in areas)
        case _:
            raise ValueError("campaign/mutation.py names its areas otherwise than this page counts them")


def _number(file: str, pattern: str) -> int:
    """The one number that a file has in a place.

    Raises:
        ValueError: when it has none or several there, so that this page would say what is not so.
    """
    found = {*re.findall(pattern, (_ROOT / file).read_text("utf-8"))}
    if len(found) != 1:
        raise ValueError(f"{file} says {sorted(found)} where one number was looked for: {pattern}")
    return int(found.pop())


def _lines(file: str, pattern: str) -> int:
    """How many lines of a file begin like that."""
    return len(re.findall(rf"^{pattern}", (_ROOT / file).read_text("utf-8"), re.MULTILINE))
