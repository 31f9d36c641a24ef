from kithway.people.models.attempt import Attempt
from kithway.people.models.challenge import Challenge
from kithway.people.models.due import Due, DueManager
from kithway.people.models.message import Message
from kithway.people.models.passkey import Passkey
from kithway.people.models.person import Person
from kithway.people.models.recovery import Recovery
from kithway.people.models.second_factor import BackupCode, CodeApp
from kithway.people.models.session import Session
from kithway.people.models.stewardship import Stewardship

__all__ = [
    "Attempt",
    "BackupCode",
    "Challenge",
    "CodeApp",
    "Due",
    "DueManager",
    "Message",
    "Passkey",
    "Person",
    "Recovery",
    "Session",
    "Stewardship",
]
