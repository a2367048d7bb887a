"""Keeping the index like the register.

What is written here says nothing that the register does not say, so it has no entry in the history
and nobody's name: anything else would make the index follow itself. Three steps, each of which can
be killed at any time and is then done again: what the history says has changed is put among what
waits (:func:`follow_history`), what waits is read in (:func:`read_in`), and where the index was
made by another analyser, or never, everything waits (:func:`begin_anew`).
"""

from weltoffen.finding.actions.catching_up import catch_up
from weltoffen.finding.actions.following import begin_anew, follow_history
from weltoffen.finding.actions.reading_in import CHUNK, MANY, read_in, settle

__all__ = ["CHUNK", "MANY", "begin_anew", "catch_up", "follow_history", "read_in", "settle"]
