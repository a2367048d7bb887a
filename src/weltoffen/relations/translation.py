"""Which wording of relations is kept per language."""

from modeltranslation.translator import TranslationOptions, register

from weltoffen.relations.models import (
    Act,
    Disagreement,
    Duty,
    DutyEvidence,
    Instrument,
    Position,
    Relation,
    Signatory,
    Theme,
)


@register(Relation)
class RelationWording(TranslationOptions):
    """The public summary."""

    fields = ("summary",)


@register(Act)
class ActWording(TranslationOptions):
    """What happened, a remark, and how the city says the new state."""

    fields = ("title", "note", "wording")


@register(Signatory)
class SignatoryWording(TranslationOptions):
    """The office."""

    fields = ("office",)


@register(Instrument)
class InstrumentWording(TranslationOptions):
    """Name and description."""

    fields = ("name", "description")


@register(Duty)
class DutyWording(TranslationOptions):
    """The role and the duty."""

    fields = ("role", "wording")


@register(DutyEvidence)
class DutyEvidenceWording(TranslationOptions):
    """The measure."""

    fields = ("measure",)


@register(Theme)
class ThemeWording(TranslationOptions):
    """Label and description."""

    fields = ("label", "description")


@register(Disagreement)
class DisagreementWording(TranslationOptions):
    """The question and why the city uses its answer."""

    fields = ("question", "reason")


@register(Position)
class PositionWording(TranslationOptions):
    """The answer."""

    fields = ("answer",)
