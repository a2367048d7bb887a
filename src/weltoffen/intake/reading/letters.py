"""The letters with which names begin, and what a word of a name is."""

from __future__ import annotations

UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶĻŁŃŅŇŌŐŘŚŞŠŢŤŪŮŰŹŻŽȘȚ"
WORD = rf"(?:[{UPPER}][\w’'´`‘ʼ]*(?:-[\w’'´`‘ʼ]+)*)"
"""A word that begins with a capital, for patterns."""
