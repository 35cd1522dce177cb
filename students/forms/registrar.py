"""Forms around the registrar's list."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy

from partnership.core.forms import HamyarForm, OnceFormMixin, PersianCharField
from partnership.core.forms.widgets import ProseArea
from partnership.documents.forms import UploadField
from partnership.imports.forms import SaidForm, StateFilterForm
from partnership.imports.services import TYPES
from partnership.programme.models import Major
from students.models import RegistrarImport
from students.selectors import COLUMN_LABELS


class HandInForm(OnceFormMixin, HamyarForm):
    """The file."""

    upload = UploadField(label=gettext_lazy("The registrar’s list"), types=TYPES)


class RereadForm(SaidForm):
    """Which column is which, and what unknown majors are; gives `columns` and `majors`."""

    needed = frozenset({"student_number"})

    def labels(self) -> Mapping[str, Any]:
        """Columns of a registrar's list."""
        return COLUMN_LABELS

    def words(self) -> Mapping[str, tuple[Any, Any]]:
        """Majors."""
        return {"majors": (gettext_lazy("“%(word)s” is the major"), Major.objects.all())}


class ImportFilterForm(StateFilterForm):
    """Filter of the list of lists."""

    model = RegistrarImport


class WeighForm(OnceFormMixin, HamyarForm):
    """Whose figures count, and why."""

    reason = PersianCharField(label=gettext_lazy("Reason"), max_length=1500, widget=ProseArea)
