"""Words for what the log records about erasing."""

from django.utils.translation import gettext_lazy as _

from partnership.core.workflow import deeds

deeds.update({"students.student.anonymise": _("Data erased")})
