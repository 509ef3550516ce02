"""The commands, in the order people are told of them."""

from __future__ import annotations

import click
from rich_click import RichGroup, group

from regionpb import __version__
from regionpb.cli.check import check
from regionpb.cli.describe import describe
from regionpb.cli.diff import diff
from regionpb.cli.history import history
from regionpb.cli.language import language_option
from regionpb.cli.make import make
from regionpb.cli.readiness import readiness
from regionpb.cli.reconcile import reconcile
from regionpb.cli.rule import rule, rules
from regionpb.cli.schema import schema

__all__ = ["app"]


class InOrder(RichGroup):
    """A group whose commands are told in the order in which they were added."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the signature is click's
        """The names of the commands."""
        return [*self.commands]


@group(cls=InOrder, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="regionpb", message="%(prog)s %(version)s")
@language_option
def app() -> None:
    """Read, describe and check registers of regional Party building (区域化党建台账：读取、描述、检查)."""


for each in (check, rule, rules, make, describe, reconcile, diff, history, readiness, schema):
    app.add_command(each)
