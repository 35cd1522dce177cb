"""Words for what the log records beside moves."""

from django.utils.translation import gettext_lazy as _

from partnership.core.workflow import deeds

deeds.update({"certificates.certificate.prepare": _("Certificate prepared")})
