"""A form counts once: the second, third and tenth posting of it get the first answer.

The form carries a random key. Whoever inserts the key first does the work in the same
transaction; a parallel posting waits at the unique index until that transaction ends, then
finds the address it answered with. If the first attempt fails, its row goes with it and the
next posting is the first.
"""

import hashlib
from collections.abc import Callable
from datetime import timedelta

from django.db import models, transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnership.core.errors import WrongState

#: How long an answer is remembered; longer than any tab stays open with a form in it.
KEPT_FOR = timedelta(days=7)


class KeyReused(WrongState):
    """The same key came with other content or at another address. Answered with status 409."""


class FormReceipt(models.Model):
    """One form that was answered: its key, what was in it, and where the answer led."""

    key = models.UUIDField(_("key"), unique=True, editable=False)
    digest = models.CharField(_("digest of the content"), max_length=64, editable=False)
    location = models.CharField(_("answer"), max_length=2000, blank=True, editable=False)
    created_at = models.DateTimeField(
        _("created at"), default=timezone.now, db_index=True, editable=False
    )

    class Meta:
        app_label = "core"
        verbose_name = _("form receipt")
        verbose_name_plural = _("form receipts")

    def __str__(self) -> str:
        return str(self.key)


def answer_once(
    request: HttpRequest, form: BaseForm, act: Callable[[], HttpResponse]
) -> HttpResponse:
    """Return ``act()``, or the redirect it gave when this very form was sent before.

    Only redirects are remembered; the page they lead to asks for its own permission. Raises
    KeyReused when the key comes with other content or at another address. A form without a key
    (``once_key`` None) just acts.
    """
    key = getattr(form, "once_key", None)
    if key is None:
        return act()
    digest = _digest(request)
    with transaction.atomic():
        FormReceipt.objects.bulk_create(
            [FormReceipt(key=key, digest=digest)], ignore_conflicts=True
        )
        receipt = FormReceipt.objects.select_for_update().get(key=key)
        if receipt.digest != digest:
            raise KeyReused(
                _(
                    "This form was already sent with other content. "
                    "Open the page again and start anew."
                )
            )
        if receipt.location:
            return HttpResponseRedirect(receipt.location)
        response = act()
        if isinstance(response, HttpResponseRedirect):
            receipt.location = response.url
            receipt.save(update_fields=["location"])
        else:
            receipt.delete()
    return response


def delete_old_receipts() -> int:
    """Forget answers older than KEPT_FOR; return how many."""
    deleted, _per_model = FormReceipt.objects.filter(
        created_at__lt=timezone.now() - KEPT_FOR
    ).delete()
    return deleted


def _digest(request: HttpRequest) -> str:
    """Return a hash over what was posted to which address (files by name, size and content).

    Not over who posted it: enrolling signs a person in, and sending it again must still match.
    """
    state = hashlib.sha256(f"{request.path}\n".encode())
    for name in sorted(set(request.POST) - {"csrfmiddlewaretoken"}):
        for value in request.POST.getlist(name):
            state.update(f"{name}={len(value)}:{value}\n".encode("utf-8", "surrogatepass"))
    for name in sorted(request.FILES):
        for upload in request.FILES.getlist(name):
            state.update(f"{name}={upload.name}:{upload.size}\n".encode("utf-8", "surrogatepass"))
            for chunk in upload.chunks():
                state.update(chunk)
            upload.seek(0)
    return state.hexdigest()
