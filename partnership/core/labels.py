"""Names for columns whose model gives none: Django would make English words of the code.

A relation is called as what it points at; the few others have their word here. Only what pages
show changes: migrations keep the name a model gave, which is none.
"""

from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _

#: Apps of other people name their columns themselves.
ROOMS = (
    "core", "documents", "notifications", "programme", "accounts",
    "students", "industries", "teams", "certificates", "portal",
)  # fmt: skip

#: Words by the column's name; they win over the name of what a relation points at.
WORDS: dict[str, Any] = {
    "asked_by": _("asked by"),
    "invited_by": _("invited by"),
    "recorded_by": _("recorded by"),
    "recorded_at": _("recorded at"),
    "started_by": _("started by"),
    "sent_by": _("sent by"),
    "made_by": _("made by"),
    "given_by": _("given by"),
    "replaces": _("in place of"),
    "reply_to": _("answer to"),
    "superseded_by": _("replaced by"),
    "seat": _("seat"),
    "order": _("order"),
    "version": _("version"),
    "rows": _("rows"),
    "words": _("text"),
    "round_number": _("round of review"),
    "held_from": _("state before the hold"),
    "consent_version": _("version of the consent to data use"),
    "undertaking_version": _("version of the undertaking"),
    "criterion": _("criterion"),
    "pdf_attempts": _("attempts at the PDF"),
    "pdf_error": _("error of the PDF"),
    "pdf": _("PDF"),
}


def name_fields() -> None:
    """Give every unnamed column of our rooms its name; called once all models are known."""
    for model in apps.get_models():
        if model._meta.app_label not in ROOMS:
            continue
        for field in (*model._meta.fields, *model._meta.many_to_many):
            if field._verbose_name is not None:
                continue
            if field.name in WORDS:
                field.verbose_name = WORDS[field.name]
            elif field.related_model is not None and not isinstance(field.related_model, str):
                field.verbose_name = field.related_model._meta.verbose_name
