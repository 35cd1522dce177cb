"""The office's outbox: what was written, what left, what failed; the office's own words."""

import re
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import linebreaks_filter
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.clickjacking import xframe_options_sameorigin

from partnership.core.admin import OfficeAdmin, ReadOnlyAdmin, office_site, register
from partnership.core.errors import DomainError
from partnership.core.jalali import format_datetime
from partnership.core.numbers import format_number
from partnership.notifications import services
from partnership.notifications.enums import DeliveryState
from partnership.notifications.forms import EmailTemplateForm
from partnership.notifications.models import Delivery, EmailTemplate, Message

#: Addresses with tokens: whoever reads them could act as the recipient.
_TOKENS = re.compile(r"(/l/|/accounts/invitation/|/accounts/password/reset/key/)[^/\s\"<]+")
_TONES = {
    DeliveryState.SENT: ("success", "check-circle"),
    DeliveryState.FAILED: ("danger", "x-circle"),
    DeliveryState.RETRY: ("attention", "clock-history"),
    DeliveryState.DISCARDED: ("neutral", "slash-circle"),
}


def may_read_secrets() -> bool:
    """Development and demo show letters whole; nowhere else does the office see codes and links."""
    return bool(settings.DEBUG or settings.IS_DEMO)


def shown(message: Message, text: str) -> str:
    """The text as the office may see it."""
    if may_read_secrets():
        return text
    if message.secret:
        return _(
            "This letter holds a code or a link that opens an account. Only its reader sees it."
        )
    return _TOKENS.sub(r"\1…", text)


class NoLookupsIntoLetters:
    """The address bar of a list is no oracle for what letters say."""

    secrets = ("words", "body", "html", "url", "claim")

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        """Anything that touches the words is refused (400)."""
        if any(part in self.secrets for part in lookup.split("__")):
            return False
        return super().lookup_allowed(lookup, value, request)  # type: ignore[misc]


@register(Delivery)
class DeliveryAdmin(NoLookupsIntoLetters, ReadOnlyAdmin):
    """The outbox: one row per mail, with its state, its reason, and what can be done."""

    list_display = ("subject", "to_address", "state_shown", "created")
    list_filter = ("state", "message__group")
    search_fields = ("to", "message__subject", "message__name")
    list_select_related = ("message",)
    actions = ("resend", "discard")
    fields = (
        "subject",
        "to_address",
        "event",
        "state_shown",
        "attempts",
        "created",
        "due",
        "sent",
        "error",
        "text",
        "preview",
    )
    readonly_fields = fields

    def get_urls(self) -> list[Any]:
        """The mail as its reader sees it, in a frame of its own."""
        preview = self.admin_site.admin_view(xframe_options_sameorigin(self.preview_view))
        return [
            path("<int:pk>/as-sent/", preview, name="notifications_delivery_as_sent"),
            *super().get_urls(),
        ]

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The frozen HTML, under a policy of its own that lets nothing run or load."""
        delivery = get_object_or_404(self.get_queryset(request).select_related("message"), pk=pk)
        response = HttpResponse(shown(delivery.message, delivery.message.html))
        response["Content-Security-Policy"] = (
            "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'"
        )
        return response

    @admin.display(description=gettext_lazy("letter"), ordering="message__subject")
    def subject(self, delivery: Delivery) -> str:
        """Subject line."""
        return delivery.message.subject

    @admin.display(description=gettext_lazy("to"), ordering="to")
    def to_address(self, delivery: Delivery) -> str:
        """Name and address."""
        return format_html('{} <bdi dir="ltr">{}</bdi>', delivery.message.name, delivery.to)

    @admin.display(description=gettext_lazy("event"))
    def event(self, delivery: Delivery) -> str:
        """Key of the letter."""
        return format_html('<bdi dir="ltr">{}</bdi>', delivery.message.event)

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_shown(self, delivery: Delivery) -> str:
        """State with its icon and tone."""
        tone, icon = _TONES.get(delivery.state, ("info", "send"))
        return render_to_string(
            "components/state_badge.html",
            {"tone": tone, "icon": icon, "label": delivery.get_state_display()},
        )

    @admin.display(description=gettext_lazy("written"), ordering="created_at")
    def created(self, delivery: Delivery) -> str:
        """When it was queued."""
        return format_datetime(delivery.created_at)

    @admin.display(description=gettext_lazy("next try"))
    def due(self, delivery: Delivery) -> str:
        """When the worker comes back to it."""
        waiting = delivery.state in (DeliveryState.QUEUED, DeliveryState.RETRY)
        return format_datetime(delivery.due_at) if waiting else "–"

    @admin.display(description=gettext_lazy("sent at"), ordering="sent_at")
    def sent(self, delivery: Delivery) -> str:
        """When the server took it."""
        return format_datetime(delivery.sent_at)

    @admin.display(description=gettext_lazy("text"))
    def text(self, delivery: Delivery) -> str:
        """The plain words."""
        message = delivery.message
        return format_html(
            '<div class="prose" lang="{}" dir="{}">{}</div>',
            message.language,
            message.direction,
            linebreaks_filter(shown(message, message.body)),
        )

    @admin.display(description=gettext_lazy("as sent"))
    def preview(self, delivery: Delivery) -> str:
        """A link to the mail as its reader sees it."""
        url = reverse("office:notifications_delivery_as_sent", args=[delivery.pk])
        return format_html('<a class="btn btn-secondary" href="{}">{}</a>', url, _("Show the mail"))

    @admin.action(description=gettext_lazy("Send again"))
    def resend(self, request: HttpRequest, queryset: QuerySet[Delivery]) -> None:
        """Queue the chosen letters anew."""
        self._each(request, queryset, services.resend_delivery)

    @admin.action(description=gettext_lazy("Discard"))
    def discard(self, request: HttpRequest, queryset: QuerySet[Delivery]) -> None:
        """Give up on the chosen letters."""
        self._each(request, queryset, services.discard_delivery)

    def _each(self, request: HttpRequest, queryset: QuerySet[Delivery], service: Any) -> None:
        done = 0
        for delivery in queryset:
            try:
                service(delivery_id=delivery.pk, actor=request.user)
                done += 1
            except DomainError as error:
                self.message_user(request, f"{delivery.to}: {error}", messages.WARNING)
        if done:
            sentence = ngettext("%(n)s letter changed.", "%(n)s letters changed.", done)
            self.message_user(request, sentence % {"n": format_number(done)}, messages.SUCCESS)


@register(Message)
class MessageAdmin(NoLookupsIntoLetters, ReadOnlyAdmin):
    """Everything that was said to somebody, with or without a mail."""

    list_display = ("subject", "reader", "group", "created", "opened")
    list_filter = ("group", "language")
    search_fields = ("subject", "email", "name")
    list_select_related = ("recipient",)
    fields = ("subject", "reader", "event_key", "created", "opened", "words")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Message]:
        """The office looks after all letters; `visible_to` is the reader's own inbox."""
        return Message.objects.defer("html") if request.user.is_office else Message.objects.none()

    @admin.display(description=gettext_lazy("recipient"))
    def reader(self, message: Message) -> str:
        """Name, and address when there is one."""
        return format_html('{} <bdi dir="ltr">{}</bdi>', message.name, message.email)

    @admin.display(description=gettext_lazy("event"), ordering="event")
    def event_key(self, message: Message) -> str:
        """Key of the letter."""
        return format_html('<bdi dir="ltr">{}</bdi>', message.event)

    @admin.display(description=gettext_lazy("written"), ordering="created_at")
    def created(self, message: Message) -> str:
        """When it was queued."""
        return format_datetime(message.created_at)

    @admin.display(description=gettext_lazy("read at"), ordering="read_at")
    def opened(self, message: Message) -> str:
        """When its reader opened it."""
        return format_datetime(message.read_at)

    @admin.display(description=gettext_lazy("text"))
    def words(self, message: Message) -> str:
        """The plain words."""
        return format_html(
            '<div class="prose" lang="{}" dir="{}">{}</div>',
            message.language,
            message.direction,
            linebreaks_filter(shown(message, message.body)),
        )


@register(EmailTemplate)
class EmailTemplateAdmin(OfficeAdmin):
    """The office's own words for letters; anything not listed here uses ours."""

    form = EmailTemplateForm
    list_display = ("key", "language", "subject", "is_active")
    list_filter = ("language", "is_active")
    search_fields = ("key", "subject")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Going back to our words is deleting one's own."""
        return office_site.has_permission(request)
