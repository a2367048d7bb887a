"""The words of casework: what is noted, how requests come and go, how tasks stand."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NoteKind(models.TextChoices):
    """How something was learnt."""

    NOTE = "note", _("Notiz")
    PHONE = "phone", _("Telefonat")
    MAIL = "mail", _("E-Mail oder Brief")
    MEETING = "meeting", _("Gespräch oder Treffen")


class Priority(models.TextChoices):
    """How urgent a task is beside others that are due on the same day."""

    HIGH = "high", _("eilig")
    NORMAL = "normal", _("normal")
    LOW = "low", _("kann warten")


class Repeat(models.TextChoices):
    """Whether a task comes again once it is done."""

    NEVER = "never", _("einmalig")
    YEARLY = "yearly", _("jedes Jahr")


class Channel(models.TextChoices):
    """The way on which a request came."""

    MAIL = "mail", _("E-Mail")
    FORM = "form", _("Formular")
    LETTER = "letter", _("Brief")
    PHONE = "phone", _("Telefon")


class Wish(models.TextChoices):
    """What somebody asks the office for."""

    PARTNERSHIP = "partnership", _("neue Partnerschaft")
    SPEAKER = "speaker", _("Vortrag oder Grußwort")
    HELP = "help", _("Hilfe und Vermittlung")
    GRANT = "grant", _("Zuschuss")
    VISIT = "visit", _("Besuch")
    INFORMATION = "information", _("Auskunft")
    OTHER = "other", _("anderes")


class StepKind(models.TextChoices):
    """What happens with a request. All but a remark say how it stands from then on."""

    RECEIVE = "receive", _("eingegangen")
    BEGIN = "begin", _("in Arbeit genommen")
    REMARK = "remark", _("vermerkt")
    PASS_ON = "pass_on", _("weitergegeben")
    ANSWER = "answer", _("beantwortet")
    DECLINE = "decline", _("abgesagt")
    WITHDRAW = "withdraw", _("zurückgezogen")
    CLOSE = "close", _("abgeschlossen")


class RequestState(models.TextChoices):
    """How a request stands; it follows from its steps and is kept nowhere."""

    RECEIVED = "received", _("eingegangen")
    IN_WORK = "in_work", _("in Arbeit")
    PASSED_ON = "passed_on", _("weitergegeben")
    ANSWERED = "answered", _("beantwortet")
    DECLINED = "declined", _("abgesagt")
    WITHDRAWN = "withdrawn", _("zurückgezogen")
    CLOSED = "closed", _("abgeschlossen")


class Outcome(models.TextChoices):
    """What became of a wish in the end."""

    FULFILLED = "fulfilled", _("erfüllt")
    PARTLY = "partly", _("zum Teil erfüllt")
    NOT_FULFILLED = "not_fulfilled", _("nicht erfüllt")
    WITHOUT_OBJECT = "without_object", _("hat sich erledigt")


class Verdict(models.TextChoices):
    """How far a request meets a criterion."""

    YES = "yes", _("ja")
    PARTLY = "partly", _("zum Teil")
    NO = "no", _("nein")
    UNKNOWN = "unknown", _("noch nicht bekannt")


class Topic(models.TextChoices):
    """What a text block is for."""

    OPENING = "opening", _("Anrede und Dank")
    RECEIPT = "receipt", _("Eingangsbestätigung")
    PARTNERSHIP = "partnership", _("neue Partnerschaft")
    SPEAKER = "speaker", _("Vortrag oder Grußwort")
    HELP = "help", _("Hilfe und Vermittlung")
    GRANT = "grant", _("Zuschuss")
    VISIT = "visit", _("Besuch")
    INFORMATION = "information", _("Auskunft")
    DECLINE = "decline", _("Absage")
    CLOSING = "closing", _("Schluss")


class Language(models.TextChoices):
    """The languages in which the office answers."""

    DE = "de", _("Deutsch")
    EN = "en", _("Englisch")
    FR = "fr", _("Französisch")
