"""What stored files are for."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FileKind(TextChoices):
    """The part a file plays for its owner; an owner's rule of reading may look at it."""

    ATTACHMENT = "attachment", _("Attachment")
    PHOTO = "photo", _("Photo")
    SCAN = "scan", _("Signed scan")
    CV = "cv", _("CV")
    REPORT = "report", _("Report")
    LETTER = "letter", _("Letter")
    MINUTES = "minutes", _("Minutes")
    CERTIFICATE = "certificate", _("Certificate")
    GRADE_LIST = "grade_list", _("Grade list")
    SIGNATURE = "signature", _("Signature image")
    EXPORT = "export", _("Export")
