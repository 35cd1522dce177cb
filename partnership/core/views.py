"""Doors every room builds on: pages of visible objects, one-service forms, pages of moves."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db import IntegrityError, models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from partnership.core import workflow
from partnership.core.errors import DomainError, NotAllowed, WrongState
from partnership.core.forms import HamyarForm, PersianCharField
from partnership.core.forms.widgets import ProseArea
from partnership.core.receipts import answer_once
from partnership.core.workflow import Move

UNPROCESSABLE = 422


class SignedInMixin(LoginRequiredMixin):
    """Signed-in people only; others are sent to the sign-in page."""


class VisibleMixin(SignedInMixin):
    """Objects come from `visible_to(request.user)`, whatever their address says."""

    model: type[models.Model]

    def get_queryset(self) -> models.QuerySet:
        """What this person may see."""
        return self.model.objects.visible_to(self.request.user)  # type: ignore[attr-defined]


class PermissionMixin(SignedInMixin):
    """A page that needs a right which depends on no object."""

    permission = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse with a sentence; 403 because the page's existence is no secret."""
        if request.user.is_authenticated and not request.user.has_perm(self.permission):
            raise NotAllowed(_("This page is for other roles. Your own pages start at “My work”."))
        return super().dispatch(request, *args, **kwargs)


def safe_next(request: HttpRequest, fallback: str) -> str:
    """The `next` address when it stays on this site, else the fallback."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    fine = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if wanted and fine else fallback


def add_domain_error(form: forms.BaseForm, error: DomainError) -> None:
    """Put a refusal where the reader sees it: beside its field, else above the form."""
    field = error.field if error.field in form.fields else None
    form.add_error(field, str(error))


class ServiceFormView(SignedInMixin, FormView):
    """A form, one service call, a message, and on to the next page.

    Subclasses give `form_class`, `template_name` and `act(form) -> object`. What the service
    refuses comes back as an error of the form (status 422) with everything typed kept.
    """

    success_message = gettext_lazy("Saved.")

    def act(self, form: Any) -> Any:
        """Call the service; returns the object whose page comes next."""
        raise NotImplementedError(f"{type(self).__name__}.act")

    def answer(self, result: Any) -> HttpResponse:
        """Where the reader goes after success."""
        fallback = result.get_absolute_url() if hasattr(result, "get_absolute_url") else "/me/"
        return HttpResponseRedirect(safe_next(self.request, fallback))

    def form_valid(self, form: Any) -> HttpResponse:
        """Act once, however often the button is pressed."""

        def once() -> HttpResponse:
            response = self.answer(self.act(form))
            if self.success_message:
                messages.success(self.request, str(self.success_message))
            return response

        try:
            return answer_once(self.request, form, once)
        except WrongState as error:
            add_domain_error(form, error)
            return self.render_to_response(self.get_context_data(form=form), status=409)
        except DomainError as error:
            add_domain_error(form, error)
        except IntegrityError:
            form.add_error(None, _("Somebody was quicker. Please look again and repeat the step."))
        return self.form_invalid(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        """The form again, with its errors; 422 so that nobody takes it for success."""
        return self.render_to_response(self.get_context_data(form=form), status=UNPROCESSABLE)


class MoveForm(HamyarForm):
    """What every move may carry: the reason, which becomes part of the record."""

    reason = PersianCharField(
        label=gettext_lazy("Reason"), max_length=1500, required=False, widget=ProseArea
    )

    def __init__(self, *args: Any, move: Move, target: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.move, self.target = move, target
        if move.reason == "none":
            del self.fields["reason"]
        else:
            self.fields["reason"].required = move.reason == "required"
            if move.reason == "optional":
                self.fields["reason"].label = _("Note (if you like)")
            self.order_fields([name for name in self.fields if name != "reason"])


class MoveView(ServiceFormView):
    """The page of one move: what will happen, who will be told, the reason, the button."""

    template_name = "core/move.html"
    form_class = MoveForm
    model: type[models.Model] = None  # type: ignore[assignment]  # as_view() takes only what exists
    move: Move = None  # type: ignore[assignment]
    service: Callable[..., Any] = None  # type: ignore[assignment]
    success_message = gettext_lazy("Done.")

    def get_object(self) -> Any:
        """The object if this person may see it (404), its right (403) and its state (409)."""
        if not hasattr(self, "_object"):
            queryset = self.model.objects.visible_to(self.request.user)  # type: ignore[attr-defined]
            self._object = get_object_or_404(queryset, pk=self.kwargs["pk"])
        return self._object

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask for the right and the state before showing or doing anything."""
        if request.user.is_authenticated:
            workflow.require(self.move, self.get_object(), request.user)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form knows its move and its object."""
        return {**super().get_form_kwargs(), "move": self.move, "target": self.get_object()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Object, move, and where “cancel” leads."""
        obj = self.get_object()
        fallback = obj.get_absolute_url() if hasattr(obj, "get_absolute_url") else "/me/"
        back = workflow.registry.get(self.move.back)
        return super().get_context_data(
            object=obj,
            move=self.move,
            next=safe_next(self.request, fallback),
            next_given=self.request.GET.get("next") or self.request.POST.get("next") or "",
            way_back=back.label if back else self.move.back,
            **kwargs,
        )

    def act(self, form: Any) -> Any:
        """`service(<noun>_id=…, actor=…, **what the form collected)`."""
        key = f"{self.move.short_noun}_id"
        return self.service(
            **{key: self.get_object().pk}, actor=self.request.user, **form.cleaned_data
        )
