"""The tables of the city's life: service, volunteers, meetings, requests, money, people for the work, returns.

Each has a module of its own; here they are put together in the order in which one needs another.
"""

from __future__ import annotations

import polars as pl

from regionpb.datasets.attendance import attendance_table
from regionpb.datasets.candidates import candidate_table
from regionpb.datasets.consultation import matter_table
from regionpb.datasets.funding import budget_table
from regionpb.datasets.grants import grant_table
from regionpb.datasets.life import hold_meetings, meeting_table
from regionpb.datasets.pay import draw_incomes, wage_table, worker_table
from regionpb.datasets.requests import request_table
from regionpb.datasets.returns import declared_table
from regionpb.datasets.scene import Scene
from regionpb.datasets.service import found_points, point_table
from regionpb.datasets.volunteers import found_teams, project_table, team_table, volunteer_table

__all__ = ["record_tables"]


def record_tables(scene: Scene) -> dict[str, pl.DataFrame]:
    """These tables by name."""
    board = scene.board
    teams, volunteers, of = found_teams(scene)
    meetings = hold_meetings(scene, teams)
    attendances = attendance_table(scene, meetings)  # which tells the meetings how many came
    incomes = draw_incomes(board)
    return {
        "candidates": candidate_table(scene),
        "service_points": point_table(board, found_points(board)),
        "volunteer_teams": team_table(scene, teams),
        "volunteers": volunteer_table(scene, teams, volunteers, of),
        "projects": project_table(scene, teams),
        "meetings": meeting_table(meetings),
        "attendances": attendances,
        "matters": matter_table(scene, meetings),
        "requests": request_table(scene, teams),
        "budgets": budget_table(scene),
        "workers": worker_table(scene, incomes),
        "wages": wage_table(board, incomes),
        "grants": grant_table(scene),
        "declared": declared_table(scene),
    }
