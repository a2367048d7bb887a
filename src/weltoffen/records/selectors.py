"""Reads that every room shares."""

from __future__ import annotations

from django.db import models

from weltoffen.ground.languages import LEADING


def leading_text(instance: models.Model, field: str) -> str:
    """Return a translated field in the leading language, in which facts are worded first."""
    return str(getattr(instance, f"{field}_{LEADING}") or "")
