"""Forms about units and their people."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from industries.enums import IntroductionKind
from industries.forms.products import ProductRowsMixin
from industries.forms.rows import SectionsMixin
from industries.models import IndustrialUnit
from industries.models.unit import validate_product_code
from partnership.core.forms import (
    CodeField,
    EmailAddressField,
    HamyarModelForm,
    JalaliDateField,
    MobileField,
    OnceFormMixin,
    PersianCharField,
    PhoneField,
    PostalCodeField,
    ServiceRulesMixin,
)
from partnership.core.forms.widgets import ProseArea
from partnership.programme.models import IsicClass, ObstacleCategory, Place

_IDENTITY = (
    "legal_id",
    "name_fa",
    "name_en",
    "registration_no",
    "isic",
    "place",
    "address",
    "postal_code",
    "phone",
    "email",
    "products",
    "products_en",
    "employees",
    "shifts",
    "licence_kind",
    "licence_no",
    "licence_issued_on",
    "licence_department",
    "product_code",
)


class UnitFormMixin:
    """Lists in use, phone numbers in their own fields."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields = self.fields  # type: ignore[attr-defined]
        for name, model in (("isic", IsicClass), ("place", Place)):
            if name in fields:
                fields[name].queryset = model.objects.filter(is_active=True)
        if "legal_id" in fields:
            fields["legal_id"].help_text = _("Eleven digits, on the company’s registration paper.")
            # Only a unit that came by a list without it may still be corrected without it.
            known = self.instance  # type: ignore[attr-defined]
            fields["legal_id"].required = not known.pk or bool(known.legal_id)


class UnitForm(UnitFormMixin, ServiceRulesMixin, HamyarModelForm):
    """What the office records about a unit."""

    product_code = CodeField(
        label=_("product code"),
        max_length=16,
        required=False,
        validators=[validate_product_code],
        help_text=_("The longer code of the Ministry’s system, if the licence names one."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    phone = PhoneField(
        label=_("telephone"), required=False, help_text=_("With area code, such as 02536169000.")
    )
    postal_code = PostalCodeField(label=_("postal code"), required=False)

    class Meta:
        model = IndustrialUnit
        fields = (
            *_IDENTITY,
            "max_teams",
            "names_on_certificates",
            "named_in_reports",
        )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            self.fields["seen"].initial = self.instance.updated_at.isoformat()


class OfficeUnitForm(SectionsMixin, ProductRowsMixin, UnitForm):
    """Everything the office may correct, in sections."""

    section_names = (
        (
            _("The unit"),
            ("legal_id", "name_fa", "name_en", "registration_no", "isic", "product_code", "place"),
        ),
        (_("Address"), ("address", "postal_code", "phone", "email")),
        (
            _("Licence"),
            ("licence_kind", "licence_no", "licence_issued_on", "licence_department"),
        ),
        (
            _("Size and work"),
            ("products", "products_en", "employees", "shifts", "max_teams"),
        ),
        (_("Consent"), ("names_on_certificates", "named_in_reports")),
    )


class OwnUnitForm(SectionsMixin, ProductRowsMixin, UnitForm):
    """What a manager may correct: not the identity the office has checked."""

    product_code = None  # type: ignore[assignment]
    section_names = OfficeUnitForm.section_names

    class Meta:
        model = IndustrialUnit
        fields = (
            "name_en",
            "address",
            "postal_code",
            "phone",
            "email",
            "products",
            "products_en",
            "employees",
            "shifts",
            "names_on_certificates",
            "named_in_reports",
        )


class ManagerFields(forms.Form):
    """Who stands for the unit."""

    manager_name = PersianCharField(label=_("Manager’s name"), max_length=120)
    manager_title = PersianCharField(label=_("Position"), max_length=120, required=False)
    manager_mobile = MobileField(label=_("Mobile"))
    manager_email = EmailAddressField(label=_("E-mail"), required=False)

    def manager(self) -> dict[str, Any]:
        """Columns of UnitPerson."""
        data = self.cleaned_data
        return {
            "name_fa": data["manager_name"],
            "title_fa": data["manager_title"],
            "mobile": data["manager_mobile"],
            "email": data["manager_email"],
        }


class RegisterUnitForm(
    SectionsMixin, OnceFormMixin, ManagerFields, UnitFormMixin, ServiceRulesMixin, HamyarModelForm
):
    """A unit registers itself: identity, manager, and in a line or two what hurts.

    Says nothing about legal IDs the office knows already: an answer would tell strangers which
    units take part.
    """

    phone = PhoneField(label=_("telephone"), help_text=_("With area code, such as 02536169000."))
    trouble = PersianCharField(
        label=_("What hurts?"),
        max_length=2000,
        required=False,
        widget=ProseArea,
        help_text=_("In your own words. It becomes the draft of your first problem."),
    )
    category = forms.ModelChoiceField(
        label=_("What is it about?"), queryset=ObstacleCategory.objects.none(), required=False
    )

    section_names = (
        (
            _("The unit"),
            (
                "name_fa",
                "name_en",
                "legal_id",
                "place",
                "isic",
                "products",
                "employees",
                "phone",
                "address",
            ),
        ),
        (_("Licence"), ("licence_kind", "licence_no")),
        (_("The manager"), ("manager_name", "manager_title", "manager_mobile", "manager_email")),
        (_("Your first problem (if you like)"), ("trouble", "category")),
    )

    class Meta:
        model = IndustrialUnit
        fields = (
            "legal_id",
            "name_fa",
            "name_en",
            "isic",
            "place",
            "address",
            "products",
            "employees",
            "licence_kind",
            "licence_no",
        )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["category"].queryset = ObstacleCategory.objects.filter(is_active=True)
        self.fields["manager_email"].required = True
        self.fields["place"].required = True
        self.fields["place"].empty_label = _("Choose…")

    def clean(self) -> dict[str, Any]:
        """Trouble needs its category."""
        data = super().clean()
        data = self.cleaned_data if data is None else data
        if data.get("trouble") and not data.get("category"):
            self.add_error(
                "category", _("Choose what it is about, so that it reaches the right people.")
            )
        return data

    def unit(self) -> dict[str, Any]:
        """Columns of IndustrialUnit."""
        return {name: self.cleaned_data[name] for name in (*self._meta.fields, "phone")}


class IntakeForm(SectionsMixin, OnceFormMixin, UnitForm):
    """An officer takes a unit in: identity, the letter it came by, its manager."""

    is_other = forms.BooleanField(label=_("This is another unit"), required=False)
    kind = forms.ChoiceField(
        label=_("how"), choices=IntroductionKind.choices, initial=IntroductionKind.MINISTRY
    )
    letter_no = PersianCharField(label=_("letter number"), max_length=40, required=False)
    letter_date = JalaliDateField(label=_("letter date"), required=False)
    manager_name = PersianCharField(label=_("Manager’s name"), max_length=120, required=False)
    manager_title = PersianCharField(label=_("Position"), max_length=120, required=False)
    manager_mobile = MobileField(label=_("Mobile"), required=False)
    manager_email = EmailAddressField(label=_("E-mail"), required=False)

    section_names = (
        (_("How it came in"), ("kind", "letter_no", "letter_date")),
        (
            _("The unit"),
            (
                "legal_id",
                "name_fa",
                "name_en",
                "registration_no",
                "isic",
                "product_code",
                "place",
                "products",
                "products_en",
                "employees",
                "shifts",
            ),
        ),
        (_("Address"), ("address", "postal_code", "phone", "email")),
        (
            _("Licence"),
            (
                "licence_kind",
                "licence_no",
                "licence_issued_on",
                "licence_department",
                "max_teams",
            ),
        ),
        (_("The manager"), ("manager_name", "manager_title", "manager_mobile", "manager_email")),
    )

    class Meta(UnitForm.Meta):
        fields = (*_IDENTITY, "max_teams")

    manager = ManagerFields.manager

    def clean(self) -> dict[str, Any]:
        """The Ministry's letter has a number and a date; a manager has a name."""
        data = super().clean()
        data = self.cleaned_data if data is None else data
        if data.get("kind") == IntroductionKind.MINISTRY:
            for name in ("letter_no", "letter_date"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("The Ministry’s letter has a number and a date."))
        if (data.get("manager_mobile") or data.get("manager_email")) and not data.get(
            "manager_name"
        ):
            self.add_error("manager_name", _("Give the manager’s name too."))
        return data

    def unit(self) -> dict[str, Any]:
        """Columns of IndustrialUnit."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}

    def identity(self) -> dict[str, str]:
        """By what the unit may be known already."""
        data = self.cleaned_data
        return {
            "legal_id": data.get("legal_id", ""),
            "licence_no": data.get("licence_no", ""),
            "name": data.get("name_fa", ""),
        }

    def introduction(self) -> dict[str, Any]:
        """Columns of Introduction."""
        return {name: self.cleaned_data[name] for name in ("kind", "letter_no", "letter_date")}
