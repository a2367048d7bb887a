"""A language model as a second reader, where the operator has set one up: it proposes, we check.

:func:`consult` is the way in. Modules that judge know no socket: ``pieces`` (what is sent at once),
``prompting`` (what is asked), ``answers`` (what came back), ``checking`` (what of it stands in the
text), ``merging`` (beside what the rules found). ``calling`` is the one that reaches the network.
"""

from weltoffen.intake.asking.consulting import Tell, consult, tell_nobody
from weltoffen.intake.asking.merging import merged
from weltoffen.intake.asking.types import REASONS, Consulted, Model, Reason

__all__ = [
    "REASONS",
    "Consulted",
    "Model",
    "Reason",
    "Tell",
    "consult",
    "merged",
    "tell_nobody",
]
