"""Fields of the application drawn as a grid and as a list with levels, working without scripts."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnership.core.text import search_document
from partnership.programme.models import Skill
from students.enums import HalfDay, Weekday

LEVELS = (
    (1, gettext_lazy("1 – heard of it")),
    (2, gettext_lazy("2 – used it in a course")),
    (3, gettext_lazy("3 – can work with it")),
    (4, gettext_lazy("4 – experienced")),
    (5, gettext_lazy("5 – can teach it")),
)
USUAL_LEVEL = 3


class AvailabilityWidget(forms.CheckboxSelectMultiple):
    """A check box for each half-day of the week, values like `sat-morning`."""

    template_name = "components/availability.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """What the component draws: half-days across, days down."""
        chosen = set(value or ())
        days = []
        for day in Weekday:
            cells = [
                {
                    "id": f"id_{name}_{day}_{block}",
                    "name": name,
                    "value": f"{day}-{block}",
                    "checked": f"{day}-{block}" in chosen,
                    "label": f"{day.label} – {block.label}",
                }
                for block in HalfDay
            ]
            days.append({"label": day.label, "cells": cells})
        return {
            "blocks": [block.label for block in HalfDay],
            "days": days,
            "legend": self.attrs.get("legend"),
            "widget": {"name": name},
        }


class AvailabilityField(forms.MultipleChoiceField):
    """Half-days of the week; gives a frozenset of (day, block) codes."""

    widget = AvailabilityWidget

    def __init__(self, **options: Any) -> None:
        choices = [(f"{day}-{block}", "") for day in Weekday for block in HalfDay]
        super().__init__(choices=choices, **options)

    def clean(self, value: Any) -> Any:
        """Split the codes."""
        return frozenset(tuple(code.split("-")) for code in super().clean(value))


class SkillsWidget(forms.Widget):
    """Skills by group, each with a level that counts once the skill is ticked."""

    template_name = "components/skill_picker.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str]:
        """{skill id: level} as posted."""
        ticked = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
        return {pk: data.get(f"{name}_level_{pk}", str(USUAL_LEVEL)) for pk in ticked}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Unticked boxes leave no trace, so nothing is ever “omitted”."""
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Groups and skills with what is ticked."""
        chosen = {str(pk): str(level) for pk, level in (value or {}).items()}
        groups: dict[int, dict[str, Any]] = {}
        for skill in Skill.objects.filter(is_active=True).select_related("group"):
            pk = str(skill.pk)
            entry = {
                "id": f"id_{name}_{pk}",
                "name": name,
                "value": pk,
                "label": skill.name,
                "checked": pk in chosen,
                "level_name": f"{name}_level_{pk}",
                "level": chosen.get(pk, str(USUAL_LEVEL)),
                "key": search_document(
                    skill.name_fa, skill.name_en, skill.group.name_fa, skill.group.name_en
                ),
            }
            group = groups.setdefault(skill.group_id, {"label": skill.group.name, "skills": []})
            group["skills"].append(entry)
        levels = [{"value": str(number), "label": label} for number, label in LEVELS]
        return {"groups": list(groups.values()), "levels": levels, "widget": {"name": name}}


class SkillsField(forms.Field):
    """Gives {skill id: level 1–5}."""

    widget = SkillsWidget

    def clean(self, value: Any) -> dict[int, int]:
        """Known skills and levels only."""
        picked: dict[int, int] = {}
        for pk, level in (value or {}).items():
            if not (
                str(pk).isascii() and str(pk).isdigit() and str(level) in {"1", "2", "3", "4", "5"}
            ):
                raise ValidationError(_("Choose skills and levels from the list."))
            picked[int(str(pk)[:9])] = int(level)
        known = Skill.objects.filter(pk__in=picked, is_active=True).count()
        if known != len(picked):
            raise ValidationError(_("Choose skills and levels from the list."))
        if self.required and not picked:
            raise ValidationError(_("Choose at least one skill."))
        return picked


__all__ = ["LEVELS", "AvailabilityField", "SkillsField"]
