"""Words for what the log records about files."""

from django.utils.translation import gettext_lazy as _

from partnership.core.workflow import deeds

deeds.update({"documents.storedfile.erase": _("File erased")})
