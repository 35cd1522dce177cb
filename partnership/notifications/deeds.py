"""Words for what the log records about deliveries."""

from django.utils.translation import gettext_lazy as _

from partnership.core.workflow import deeds

deeds.update(
    {
        "notifications.delivery.resend": _("Sent once more"),
        "notifications.delivery.discard": _("Given up"),
    }
)
