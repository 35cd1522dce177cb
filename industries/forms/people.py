"""Forms about a unit's people and the letters by which it came in."""

from django.utils.translation import gettext_lazy as _

from industries.models import Introduction, UnitPerson
from partnership.core.forms import HamyarModelForm, MobileField, OnceFormMixin


class PersonForm(OnceFormMixin, HamyarModelForm):
    """A person of a unit."""

    mobile = MobileField(label=_("mobile"), required=False)

    class Meta:
        model = UnitPerson
        fields = ("role", "name_fa", "name_en", "title_fa", "title_en", "mobile", "email")


class EditPersonForm(PersonForm):
    """Also whether they are still there."""

    class Meta(PersonForm.Meta):
        fields = (*PersonForm.Meta.fields, "is_active")


class IntroductionForm(OnceFormMixin, HamyarModelForm):
    """Another letter by which the unit came in."""

    class Meta:
        model = Introduction
        fields = ("kind", "letter_no", "letter_date", "note")
