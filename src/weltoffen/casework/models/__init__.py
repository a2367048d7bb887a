"""Tables of this room. Nothing in them is ever public."""

from weltoffen.casework.models.notes import Comment, Note
from weltoffen.casework.models.reminding import DigestSent, DigestWish, Feed
from weltoffen.casework.models.requests import (
    AnswerMail,
    Assessment,
    Criterion,
    Request,
    RequestStep,
)
from weltoffen.casework.models.tasks import Task
from weltoffen.casework.models.texts import TextBlock

__all__ = [
    "AnswerMail",
    "Assessment",
    "Comment",
    "Criterion",
    "DigestSent",
    "DigestWish",
    "Feed",
    "Note",
    "Request",
    "RequestStep",
    "Task",
    "TextBlock",
]
