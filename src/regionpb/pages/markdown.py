"""The page of a rule as Markdown, in English or in Chinese."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from regionpb.contract import TABLES
from regionpb.pages.examples import Example
from regionpb.pages.excerpts import Excerpt
from regionpb.pages.page import PageParameter, RulePage
from regionpb.policies import Unit, Value
from regionpb.rules.repairing import Repair
from regionpb.rules.saying.citing import cited
from regionpb.vocabulary import Language

__all__ = ["to_markdown"]

_WORDS: Mapping[str, tuple[str, str]] = {
    "why": ("Why", "原因"),
    "bad": ("Bad", "错误示例"),
    "good": ("Good", "正确示例"),
    "says": ("The check says:", "检查结果："),
    "says_elsewhere": ("The check says under `{policy}` on {day}:", "按 `{policy}` 在 {day} 检查的结果："),
    "repair": ("Repair", "修正"),
    "parameters": ("Parameters", "参数"),
    "parameter": ("Parameter", "参数"),
    "value": ("Value", "取值"),
    "in_force": ("In force", "施行期间"),
    "norm": ("Norm", "依据"),
    "bold": ("In bold what is in force on {day}.", "加粗的是 {day} 施行的取值。"),
    "always": ("always", "一直"),
    "since": ("since {start}", "{start} 起"),
    "before": ("before {end}", "{end} 前"),
    "name": ("In Chinese", "英文名称"),
    "reads": ("Reads", "读取的数据"),
    "shows": ("Shows", "给出的值"),
    "along": ("Brings along", "伴随的规则"),
    "source": ("Source", "出处"),
    "policy": ("Policy", "政策"),
    "on": ("`{policy}` asks it on {day}", "`{policy}` 在 {day} 检查"),
    "off": ("`{policy}` does not ask it on {day}", "`{policy}` 在 {day} 不检查"),
    "colon": (": ", "："),
    "comma": (", ", "、"),
    "aside": (" ({text})", "（{text}）"),
    "optional": ("where present", "可缺"),
    "row_more": ("(1 more row)", "（另有 1 行未列出）"),
    "rows_more": ("({n} more rows)", "（另有 {n} 行未列出）"),
    "no_file": ("There is no file `{name}`.", "没有 `{name}` 这个文件。"),
    "gone": ("There is no table `{table}` {label}.", "没有 `{table}`（{label}）这张表。"),
    "bytes": ("{n} bytes that begin with {start}", "{n} 个字节，以 {start} 开头"),
}


def to_markdown(page: RulePage, language: Language) -> str:
    """The page of a rule as Markdown, ending in a line break."""
    zh = language == "zh"
    story = page.rule.story
    severity = page.severity.label if zh else str(page.severity)
    of = page.family.label_zh if zh else page.family.label
    parts = [
        f"# {page.code} {page.rule.name_zh if zh else page.name}",
        f"**{severity}** · {page.family.letter} {of}",
        story.summary_zh if zh else story.summary,
        f"## {_say('why', zh)}\n\n{story.why_zh if zh else story.why}",
        *(_example(page, page.example, zh) if page.example else ()),
        *([f"## {_say('repair', zh)}\n\n{_repair(page.rule.repair, zh)}"] if page.rule.repair else ()),
        *([_parameters(page, zh)] if page.parameters else ()),
        _facts(page, zh),
    ]
    return "\n\n".join(parts) + "\n"


def _say(key: str, zh: bool, **parts: object) -> str:
    return _WORDS[key][zh].format(**parts)


def _repair(repair: Repair, zh: bool) -> str:
    return f"`{repair.act}`{_say('colon', zh)}{repair.summary.zh if zh else repair.summary.en}"


def _example(page: RulePage, example: Example, zh: bool) -> Iterable[str]:
    yield f"## {_say('bad', zh)}"
    yield from (_excerpt(e, zh) for e in example.bad)
    yield from (_say("gone", zh, table=name, label=TABLES[name].label) for name in example.gone)
    yield from _files(example.files, zh)
    if example.messages:
        said = "\n".join(f"> {_escaped(chinese if zh else english)}  " for english, chinese in example.messages)
        here = (example.policy, example.day) == (page.policy, page.day)
        head = _say("says", zh) if here else _say("says_elsewhere", zh, policy=example.policy, day=example.day)
        yield f"{head}\n\n{said}"
    yield f"## {_say('good', zh)}"
    yield from (_excerpt(e, zh) for e in example.good)
    yield from _files(example.good_files, zh)
    kept = dict(example.good_files)
    yield from (_say("no_file", zh, name=name) for name, _ in example.files if name not in kept)


def _files(files: Iterable[tuple[str, bytes]], zh: bool) -> Iterable[str]:
    return (f"`{name}`\n\n```text\n{_content(content, zh)}\n```" for name, content in files)


def _content(content: bytes, zh: bool) -> str:
    """What a file holds, as text where it is text."""
    text = content.decode("utf-8", "replace")
    if all(c.isprintable() or c == "\n" for c in text) and "\ufffd" not in text:
        return text.strip("\n")
    return _say("bytes", zh, n=len(content), start=content[:4].decode("ascii", "backslashreplace"))


def _excerpt(excerpt: Excerpt, zh: bool) -> str:
    """Rows as a table under its name; the row at fault is marked."""
    table = TABLES[excerpt.table]
    heads = [table.by_name[c].label if zh and c in table.by_name else c for c in excerpt.columns]
    marked = any(excerpt.faulty)
    rows = [
        (["**→**" if faulty else ""] if marked else [])
        + [_shown(table.name, c, v, zh) for c, v in zip(excerpt.columns, row, strict=True)]
        for row, faulty in zip(excerpt.rows, excerpt.faulty, strict=True)
    ]
    more = f"\n\n{_say('row_more' if excerpt.more == 1 else 'rows_more', zh, n=excerpt.more)}" if excerpt.more else ""
    return f"`{table.name}` {table.label}\n\n" + _table(([""] if marked else []) + heads, rows) + more


def _shown(table: str, column: str, value: str, zh: bool) -> str:
    """A cell as a reader of the language would type it."""
    known = TABLES[table].by_name.get(column)
    terms = known.vocabulary if known else None
    if zh and terms is not None and value in {str(term) for term in terms}:
        return terms(value).label
    return {"yes": "是", "no": "否"}.get(value, value) if zh else value


def _parameters(page: RulePage, zh: bool) -> str:
    """Every value of the parameters; where there are several, those in force are in bold."""
    rows = [row for parameter in page.parameters for row in _values(parameter, zh)]
    table = _table([_say(k, zh) for k in ("parameter", "value", "in_force", "norm")], rows)
    several = any(len(parameter.values) > 1 for parameter in page.parameters)
    legend = f"\n\n{_say('bold', zh, day=page.day)}" if several else ""
    return f"## {_say('parameters', zh)}\n\n{table}{legend}"


def _values(parameter: PageParameter, zh: bool) -> Iterable[list[str]]:
    head = f"`{parameter.name}` {parameter.label_zh if zh else parameter.label}"
    for value in parameter.values:
        bold = "**" if value == parameter.now and len(parameter.values) > 1 else ""
        shown = [f"{bold}{text}{bold}" for text in (_amount(value, parameter.unit, zh), _period(value, zh))]
        yield [head, *shown, value.norm_zh if zh else value.norm]
        head = ""


def _amount(value: Value, counted: Unit, zh: bool) -> str:
    """A value with its unit, one of it in the singular."""
    if zh:
        return f"{value.value:g} {counted.label}"
    unit = counted.replace("_", " ")
    return f"{value.value:g} {unit.removesuffix('s') if value.value == 1 else unit}"


def _period(value: Value, zh: bool) -> str:
    parts = [
        *([_say("since", zh, start=value.start)] if value.start else []),
        *([_say("before", zh, end=value.end)] if value.end else []),
    ]
    return ("，" if zh else ", ").join(parts) or _say("always", zh)


def _facts(page: RulePage, zh: bool) -> str:
    """What it reads, what it shows, what comes along, where it is from, and whether the policy asks it."""
    switched = _say("on" if page.on else "off", zh, policy=page.policy, day=page.day)
    if page.switch_norm:
        switched += _say("aside", zh, text=page.switch_norm[zh])
    comma = _say("comma", zh)
    lines = [
        (_say("name", zh), f"`{page.name}`" if zh else page.rule.name_zh),
        (_say("reads", zh), comma.join(_read(r, zh) for r in page.rule.reads)),
        (_say("shows", zh), comma.join(f"`{value}`" for value in page.rule.values)),
        (_say("along", zh), comma.join(page.companions)),
        (_say("policy", zh), switched),
        (_say("source", zh), cited(page.rule.source)[zh]),
    ]
    return "\n".join(f"- **{head}**{_say('colon', zh)}{text}" for head, text in lines if text)


def _read(read: str, zh: bool) -> str:
    return f"`{read.rstrip('?!')}`" + (_say("aside", zh, text=_say("optional", zh)) if read[-1] in "?!" else "")


def _table(heads: list[str], rows: Iterable[list[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(_escaped(cell) for cell in line) + " |" for line in lines)


def _escaped(text: str) -> str:
    """Text in which nothing ends a cell or a line."""
    return text.replace("|", "\\|").replace("\r", " ").replace("\n", " ").replace("<", "&lt;")
