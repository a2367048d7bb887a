"""What a file is to the office."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FileKind(models.TextChoices):
    """What a file is, whatever its format."""

    DEED = "deed", _("Urkunde")
    LETTER = "letter", _("Brief")
    MINUTES = "minutes", _("Protokoll oder Vermerk")
    PHOTO = "photo", _("Foto")
    OTHER = "other", _("anderes")
