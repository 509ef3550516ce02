"""Every small fault that could be put into a module: where it is, and what stands there instead.

Left alone is, of what it could touch, where no behaviour depends on it: docstrings, sentences, annotations,
`__all__`, f-strings, what is raised, the messages and stories of rules; the labels, meanings and aliases of tables
and columns (they are data, and a test of them would be a second copy); guards that never speak of sound code (`zip(…,
strict=True)`); words to an engine (`maintain_order`, the size of a cache), of which no test sees what they prevent;
what plants let chance choose among; to leave out what is the default anyway (`how="inner"`).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from attrs import field, frozen

__all__ = ["Mutant", "enumerations", "mutants"]

_TEXT = {"message", "message_zh", "name_zh", "story", "label", "meaning", "aliases", "source"}
_ENGINE = {"init", "maintain_order", "maxsize", "repr"}
_DEFAULTS = {"how='inner'"}
_COMPARED: Mapping[type[ast.cmpop], tuple[str, str]] = {
    ast.Lt: (r"<", "<="),
    ast.LtE: (r"<=", "<"),
    ast.Gt: (r">", ">="),
    ast.GtE: (r">=", ">"),
    ast.Eq: (r"==", "!="),
    ast.NotEq: (r"!=", "=="),
    ast.In: (r"\bin\b", "not in"),
    ast.NotIn: (r"\bnot\s+in\b", "in"),
    ast.Is: (r"\bis\b", "is not"),
    ast.IsNot: (r"\bis\s+not\b", "is"),
}
_COMPUTED: Mapping[type[ast.operator], tuple[str, str]] = {
    ast.Add: (r"\+", "-"),
    ast.Sub: (r"-", "+"),
    ast.Mult: (r"\*", "+"),
    ast.Div: (r"/", "*"),
    ast.FloorDiv: (r"//", "*"),
    ast.Mod: (r"%", "*"),
    ast.BitAnd: (r"&", "|"),
    ast.BitOr: (r"\|", "&"),
}
_JOINED = {"anti": "semi", "semi": "anti", "inner": "left", "left": "inner"}
_STEPS = {
    "casefold", "drop_nulls", "fill_null", "filter", "head", "lower", "over", "removeprefix", "removesuffix",
    "replace", "rstrip", "sort", "strip", "unique", "upper",
}  # fmt: skip


@frozen
class Mutant:
    """One module with one small fault in it.

    Attributes:
        module: its path below `src/regionpb`.
        kind: which sort of fault.
        line: where it is.
        start: the byte from which it is.
        end: the byte before which it ends.
        text: what stands there instead.
    """

    module: str
    kind: str
    line: int
    start: int
    end: int
    text: str
    source: bytes = field(repr=False)

    @cached_property
    def mutated(self) -> bytes:
        """The whole module with the fault."""
        return self.source[: self.start] + self.text.encode() + self.source[self.end :]

    @property
    def was(self) -> str:
        """The lines concerned, on one line, as they are."""
        return self._lines(self.source[self.start : self.end])

    @property
    def becomes(self) -> str:
        """The same with the fault."""
        return self._lines(self.text.encode())

    def _lines(self, middle: bytes) -> str:
        before, after = self.source[: self.start], self.source[self.end :]
        whole = before[before.rfind(b"\n") + 1 :] + middle + after.partition(b"\n")[0]
        return " ".join(whole.decode().split())


def enumerations(*modules: Path) -> dict[str, list[str]]:
    """The members of every enumeration that some modules declare, read without importing them."""
    classes = [n for m in modules for n in ast.parse(m.read_bytes()).body if isinstance(n, ast.ClassDef)]
    named = {
        c.name: [t.id for s in c.body if isinstance(s, ast.Assign) for t in s.targets if isinstance(t, ast.Name)]
        for c in classes
    }
    return {name: members for name, members in named.items() if len(members) > 1}


def mutants(module: str, source: bytes, terms: Mapping[str, list[str]]) -> list[Mutant]:
    """Every mutant of a module that compiles, in the order of the text."""
    finder = _Finder(module, source, terms)
    finder.visit(finder.tree)
    found = {(m.start, m.end, m.text): m for m in finder.found if _compiles(m.mutated)}
    return sorted(found.values(), key=lambda m: (m.start, m.end, m.text))


def _compiles(source: bytes) -> bool:
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True


class _Finder(ast.NodeVisitor):
    """Walks a module and notes what could be wrong at each node."""

    def __init__(self, module: str, source: bytes, terms: Mapping[str, list[str]]) -> None:
        self.module, self.source, self.terms = module, source, terms
        self.tree = ast.parse(source)
        self.starts = [0]
        for line in source.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))
        self.found: list[Mutant] = []
        self.words = sorted(_words(self.tree))

    def span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        end = self.starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
        return self.starts[node.lineno - 1] + node.col_offset, end

    def said(self, node: ast.expr) -> str:
        start, end = self.span(node)
        return self.source[start:end].decode()

    def put(self, kind: str, node: ast.expr | ast.stmt, text: str) -> None:
        self.found.append(Mutant(self.module, kind, node.lineno, *self.span(node), text, self.source))

    def between(self, kind: str, left: ast.expr, right: ast.expr, change: tuple[str, str]) -> None:
        """Change the operator that stands between two operands."""
        start, end = self.span(left)[1], self.span(right)[0]
        gap = self.source[start:end].decode()
        text = re.sub(change[0], change[1], gap, count=1)
        if text != gap:
            self.found.append(Mutant(self.module, kind, left.end_lineno or 0, start, end, text, self.source))

    # What is left alone, and in what scope other words are found.

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        outer, self.words = self.words, sorted(_words(node))
        for part in (*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults), *node.body):
            self.visit(part)
        self.words = outer

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        for call in ast.walk(node.annotation):
            if isinstance(call, ast.Call):  # a column's declaration
                self.keywords(call)
        if node.value:
            self.visit(node.value)

    def visit_Assign(self, node: ast.Assign) -> None:
        if ast.unparse(node.targets[0]) != "__all__":
            self.generic_visit(node)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """Text."""

    def visit_Raise(self, node: ast.Raise) -> None:
        self.put("statement", node, "pass")

    # Statements.

    def visit_Expr(self, node: ast.Expr) -> None:
        if isinstance(node.value, ast.Call):
            self.put("statement", node, "pass")
        if not isinstance(node.value, ast.Constant):
            self.visit(node.value)

    def visit_Continue(self, node: ast.Continue) -> None:
        self.put("statement", node, "pass")

    def visit_Break(self, node: ast.Break) -> None:
        self.put("statement", node, "pass")

    def visit_Return(self, node: ast.Return) -> None:
        if node.value and not (isinstance(node.value, ast.Constant) and node.value.value is None):
            self.put("return", node.value, "None")
            self.visit(node.value)

    # Expressions.

    def generic_visit(self, node: ast.AST) -> None:
        conditions = node.ifs if isinstance(node, ast.comprehension) else [getattr(node, "test", None)]
        for test in conditions:
            if isinstance(test, ast.expr) and not isinstance(test, ast.Compare | ast.BoolOp | ast.UnaryOp):
                self.put("condition", test, f"(not ({self.said(test)}))")
        super().generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> None:
        operands = [node.left, *node.comparators]
        for left, operator, right in zip(operands, node.ops, operands[1:], strict=False):
            self.between("comparison", left, right, _COMPARED[type(operator)])
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        change = (r"\band\b", "or") if isinstance(node.op, ast.And) else (r"\bor\b", "and")
        for left, right in zip(node.values, node.values[1:], strict=False):
            self.between("logic", left, right, change)
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        plain = not any(isinstance(s, ast.Tuple | ast.List | ast.JoinedStr) for s in (node.left, node.right))
        if plain and type(node.op) in _COMPUTED:
            kind = "logic" if isinstance(node.op, ast.BitAnd | ast.BitOr) else "arithmetic"
            self.between(kind, node.left, node.right, _COMPUTED[type(node.op)])
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        self.put("logic", node, self.said(node.operand))
        self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if isinstance(node.value, ast.Name) and node.attr in self.terms.get(node.value.id, ()):
            members = self.terms[node.value.id]
            self.put("term", node, f"{node.value.id}.{members[(members.index(node.attr) + 1) % len(members)]}")
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Name) and node.func.id in {"Family", "Story", "TypeVar", "cast"}:
            return
        if isinstance(node.func, ast.Attribute) and node.func.attr in _STEPS:
            self.put("step", node, self.said(node.func.value))
        self.visit(node.func)
        labelled = isinstance(node.func, ast.Name) and node.func.id == "Table"
        if ast.unparse(node.func).startswith("rng."):  # any other choice would do as well
            return
        for argument in (*node.args[:1], *node.args[2:]) if labelled else node.args:
            self.visit(argument)
        self.keywords(node)

    def keywords(self, node: ast.Call) -> None:
        """What is named in a call: each left out, and each changed."""
        for keyword in node.keywords:
            if keyword.arg not in _TEXT | _ENGINE and ast.unparse(node.func) != "zip":
                if keyword.arg and ast.unparse(keyword) not in _DEFAULTS:
                    left = [k for k in node.keywords if k is not keyword]
                    self.put("keyword", node, ast.unparse(ast.Call(node.func, node.args, left)))
                self.visit(keyword.value)

    def visit_Constant(self, node: ast.Constant) -> None:
        value = node.value
        if isinstance(value, bool):
            self.put("constant", node, str(not value))
        elif isinstance(value, int | float):
            for other in (value + 1, value - 1) if value >= 1 else (value + 1,):
                self.put("constant", node, str(other))
        elif isinstance(value, str) and not (value.endswith(".") and " " in value):
            self.put("word", node, repr(self.other(value)))

    def other(self, word: str) -> str:
        """Another word of the same function, so that what was a column is a column still."""
        if word in _JOINED:
            return _JOINED[word]
        if word.endswith(("?", "!")):
            return word[:-1]
        alike = [w for w in self.words if w == word or (_sort(w) == _sort(word) and w not in _JOINED)]
        at = alike.index(word) + 1 if word in alike else 0
        near = next((w for w in (*alike[at:], *alike[:at]) if w != word), None)
        return near or f"{word}X"


def _sort(word: str) -> tuple[bool, bool]:
    return word.isascii(), word.isidentifier()


def _words(node: ast.AST) -> set[str]:
    """The short strings in a piece of code."""
    found = {n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    return {word for word in found if len(word) < 40 and "\n" not in word}
