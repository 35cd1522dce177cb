"""Forms of students and instructors: appeal, attendance."""

from django.utils.translation import gettext_lazy

from partnership.core.forms import HamyarForm, OnceFormMixin, PersianCharField
from partnership.core.forms.widgets import ProseArea


class AppealForm(OnceFormMixin, HamyarForm):
    """What a student objects to."""

    statement = PersianCharField(
        label=gettext_lazy("What you object to, and why"), max_length=3000, widget=ProseArea
    )
