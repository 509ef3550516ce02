"""What mkdocs cannot be told in YAML: the generated pages of a folder stand in the navigation behind its index."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Any

from regionpb.contract import TABLES
from regionpb.rules import RULES
from regionpb.rules.saying.families import FAMILIES


def on_config(config: Any) -> Any:  # noqa: ANN401 - mkdocs' configuration
    """Expand the entries of rules, tables and decisions."""
    docs = Path(config.docs_dir)
    config.nav = [_expanded(entry, docs, zh=docs.name == "zh") for entry in config.nav]
    return config


def _expanded(entry: dict[str, str], docs: Path, *, zh: bool) -> dict[str, Any]:
    [(title, place)] = entry.items()
    match place:
        case "rules/index.md":
            return {title: [place, *_families(zh=zh)]}
        case "tables/index.md":
            return {title: [place, *({one.label if zh else name: f"tables/{name}.md"} for name, one in TABLES.items())]}
        case "decisions/README.md":
            return {title: [place, *(f"decisions/{page.name}" for page in sorted(docs.glob("decisions/0*.md")))]}
    return {title: place}


def _families(*, zh: bool) -> list[dict[str, list[dict[str, str]]]]:
    return [
        {
            f"{letter} {FAMILIES[letter].label_zh if zh else FAMILIES[letter].label}": [
                {f"{rule.code} {rule.name}": f"rules/{rule.code}.md"} for rule in rules
            ]
        }
        for letter, rules in groupby(RULES.values(), key=lambda rule: rule.family)
    ]
