"""The row models, public: one pydantic model a table.

>>> Pairing.model_validate({"编号": "P-1", "甲方": "O-1", "乙方": "O-2"}).right
'O-2'
"""

from regionpb.contract.activity import Attendance, Matter, Meeting
from regionpb.contract.leadership import Body, Liaison, Pairing, Seat
from regionpb.contract.membership import Candidate, Member, Transfer
from regionpb.contract.organization import Organization, RegionalUnit, Unit
from regionpb.contract.resources import Budget, Declared, Grant, Worker
from regionpb.contract.service import Project, Request, ServicePoint, Volunteer, VolunteerTeam
from regionpb.contract.territory import Division, Wage

__all__ = [
    "Attendance",
    "Body",
    "Budget",
    "Candidate",
    "Declared",
    "Division",
    "Grant",
    "Liaison",
    "Matter",
    "Meeting",
    "Member",
    "Organization",
    "Pairing",
    "Project",
    "RegionalUnit",
    "Request",
    "Seat",
    "ServicePoint",
    "Transfer",
    "Unit",
    "Volunteer",
    "VolunteerTeam",
    "Wage",
    "Worker",
]
