"""`regionpb schema`: what a table looks like, for programs and for clerks."""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich_click import command

from regionpb.cli.language import language_option
from regionpb.cli.parameters import WrittenPath
from regionpb.cli.streams import output

__all__ = ["schema"]


@command()
@click.argument("table")
@click.option("--template", is_flag=True, help="An empty workbook with Chinese headers and drop-downs instead. 空表")
@click.option(
    "--output",
    "path",
    type=WrittenPath(),
    metavar="FILE",
    help="Write there; a template goes to TABLE.xlsx by default. 输出文件",
)
@language_option
def schema(table: str, template: bool, path: Path | None) -> None:
    """The JSON Schema of TABLE (English or Chinese name), or an empty workbook to fill in (表结构)."""
    from regionpb.contract import table as known_table  # noqa: PLC0415 - the help loads nothing heavy

    name = known_table(table).name
    if template:
        from regionpb.io.template import write_template  # noqa: PLC0415

        target = write_template(name, path or Path(f"{name}.xlsx"))
        with output() as stream:
            stream.write(f"{target}\n")
        return
    import regionpb as rpb  # noqa: PLC0415

    text = json.dumps(rpb.schema(name), ensure_ascii=False, indent=2) + "\n"
    if path is not None:
        path.write_text(text, encoding="utf-8")
        return
    with output(exact=True) as stream:
        stream.write(text)
