"""The inbox."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import DetailView, ListView, View

from partnership.core.numbers import format_number
from partnership.core.views import ServiceFormView, SignedInMixin, VisibleMixin, safe_next
from partnership.notifications import services
from partnership.notifications.forms import InboxFilterForm, PreferencesForm
from partnership.notifications.models import Message


class ListMessagesView(VisibleMixin, ListView):
    """One's messages, newest first, filtered by words, subject and whether they were read."""

    model = Message
    template_name = "notifications/list_messages.html"
    paginate_by = 25

    def get_queryset(self) -> QuerySet[Message]:
        """Only what the filters say; a filter that makes no sense is as if not set."""
        self.form = InboxFilterForm(self.request.GET)
        self.form.is_valid()
        wanted = self.form.cleaned_data
        rows = super().get_queryset().defer("words", "body", "html", "attachments")
        if wanted.get("q"):
            rows = rows.filter(subject__icontains=wanted["q"])
        if wanted.get("group"):
            rows = rows.filter(group=wanted["group"])
        if wanted.get("state"):
            rows = rows.filter(read_at__isnull=wanted["state"] == "unread")
        return rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The filter bar with what it filters by, each removable."""
        context = super().get_context_data(**kwargs)
        context.update(filter=self.form, chips=self._chips(), query=self._query())
        return context

    def _query(self, without: str = "page") -> str:
        query = self.request.GET.copy()
        query.pop("page", None)
        query.pop(without, None)
        return query.urlencode()

    def _chips(self) -> list[dict[str, str]]:
        chips = []
        for name, value in self.form.cleaned_data.items():
            if value:
                choices = dict(getattr(self.form.fields[name], "choices", ()))
                chips.append(
                    {"label": str(choices.get(value, value)), "url": f"?{self._query(name)}"}
                )
        return chips


class OpenMessageView(VisibleMixin, DetailView):
    """One message, read from now on, with the way to what it is about."""

    model = Message
    template_name = "notifications/open_message.html"
    context_object_name = "message_row"

    def get_object(self, queryset: QuerySet[Message] | None = None) -> Message:
        """Whatever belongs to somebody else does not exist."""
        message = super().get_object(queryset)
        if self.request.method == "GET":
            message = services.open_message(message_id=message.pk, reader=self.request.user)
        return message


class MarkAllReadView(SignedInMixin, View):
    """Everything read."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Say how many there were."""
        n = services.mark_all_read(reader=request.user)
        sentence = ngettext("%(n)s message marked as read.", "%(n)s messages marked as read.", n)
        messages.success(
            request, sentence % {"n": format_number(n)} if n else _("Nothing was unread.")
        )
        return redirect(safe_next(request, reverse("notifications:list_messages")))


class SetPreferencesView(ServiceFormView):
    """When mail about each subject leaves."""

    form_class = PreferencesForm
    template_name = "notifications/set_preferences.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form shows what the reader chose before."""
        return {**super().get_form_kwargs(), "reader": self.request.user}

    def act(self, form: PreferencesForm) -> None:
        """Save the choices."""
        services.set_preferences(reader=self.request.user, modes=form.cleaned_data)

    def answer(self, result: Any) -> HttpResponse:
        """Back to the inbox."""
        return redirect("notifications:list_messages")
