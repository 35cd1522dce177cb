"""Upload fields: what a form gives its service has been looked over."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext, ngettext

from partnership.core.numbers import format_number
from partnership.documents.inspection import (
    DEFAULT_TYPES,
    Accepted,
    FileRefused,
    accept_upload,
    max_bytes,
    type_names,
)


def _help(types: tuple[str, ...], max_mb: float | None) -> str:
    return gettext("%(types)s, up to %(size)s MB") % {
        "types": type_names(types),
        "size": format_number(round(max_bytes(max_mb) / 1024 / 1024, 1)),
    }


class UploadField(forms.FileField):
    """One file. Gives an ``Accepted`` for ``services.store_file``, or None.

    ``types`` are extensions of ``DEFAULT_TYPES`` (or "csv"); ``max_mb`` defaults to the setting.
    """

    widget = forms.FileInput

    def __init__(
        self, *, types: Sequence[str] = DEFAULT_TYPES, max_mb: float | None = None, **options: Any
    ) -> None:
        self.types = tuple(types)
        self.max_mb = max_bytes(max_mb) // (1024 * 1024) or max_mb
        self._limit = max_mb
        options.setdefault("help_text", lazy(_help, str)(self.types, max_mb))
        super().__init__(**{"max_length": 1000, **options})

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Let the file dialog show the right files first."""
        accept = ["." + kind for kind in self.types] + ([".jpeg"] if "jpg" in self.types else [])
        return {**super().widget_attrs(widget), "accept": ",".join(accept)}

    def to_python(self, data: Any) -> Accepted | None:
        """Look the upload over. Raises ValidationError with the reason."""
        if data in self.empty_values:
            return None
        if isinstance(data, Accepted):
            return data
        try:
            return accept_upload(data, types=self.types, max_mb=self._limit)
        except FileRefused as refusal:
            raise ValidationError(str(refusal), code="refused") from refusal


class _ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class MultiUploadField(UploadField):
    """Several files in one box. Gives a list of ``Accepted``, empty when none was sent."""

    widget = _ManyFilesInput

    def __init__(self, *, max_files: int = 5, **options: Any) -> None:
        self.max_files = max_files
        super().__init__(**options)

    def clean(self, data: Any, initial: Any = None) -> list[Accepted]:
        """Look every file over; too many are refused together."""
        uploads = data if isinstance(data, list | tuple) else [data] if data else []
        if not uploads:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return []
        if len(uploads) > self.max_files:
            raise ValidationError(
                ngettext(
                    "Send at most %(n)s file at a time.",
                    "Send at most %(n)s files at a time.",
                    self.max_files,
                )
                % {"n": format_number(self.max_files)},
                code="too_many",
            )
        return [super(MultiUploadField, self).clean(upload, None) for upload in uploads]
