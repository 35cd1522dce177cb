"""The office's admin: one site of our own, and admins whose objects move only through services."""

import hashlib
from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.db import DataError, models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partnership.core import workflow
from partnership.core.errors import DomainError, NotAllowed
from partnership.core.forms import PERSIAN_FORMFIELDS, form_class_for
from partnership.core.models import ActionLog
from partnership.core.numbers import format_number
from partnership.core.office_lists import column
from partnership.core.workflow import Move

Service = Callable[..., Any]


class OfficeSite(admin.AdminSite):
    """The Industry Relations Office at /office/."""

    site_header = gettext_lazy("Industry Relations Office")
    site_title = gettext_lazy("Hamyar office")
    index_title = gettext_lazy("Today at the office")
    site_url = "/"
    enable_nav_sidebar = True
    login_template = None
    empty_value_display = "–"

    #: Filled by the portal: a callable request -> context of the dashboard.
    dashboard: ClassVar[Callable[[HttpRequest], dict[str, Any]] | None] = None

    def has_permission(self, request: HttpRequest) -> bool:
        """Active officers, the head, and superusers; nobody by `is_staff` alone."""
        user = request.user
        return bool(
            user.is_active and user.is_authenticated and (user.is_superuser or user.is_office)
        )

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """One way in for everybody, with its limits and second factor: the site's own page."""
        if self.has_permission(request):
            return redirect(reverse("admin:index", current_app=self.name))
        if request.user.is_authenticated:
            raise NotAllowed(_("This page is for other roles. Your own pages start at “My work”."))
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The dashboard above the list of rooms."""
        context = dict(extra_context or {})
        if self.dashboard is not None:
            context.update(type(self).dashboard(request))
        return super().index(request, context)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Tell the templates which house they stand in."""
        return {**super().each_context(request), "house": "office"}


office_site = OfficeSite(name="office")


def register(*models_: type[models.Model]) -> Callable[[type], type]:
    """Register an admin on the office's site."""
    return admin.register(*models_, site=office_site)


#: The stock admin has widgets of its own (Gregorian dates, number boxes) that would win over ours.
OFFICE_FORMFIELDS = {
    field: {"widget": override["form_class"].widget, **override}
    for field, override in PERSIAN_FORMFIELDS.items()
}


def fingerprint(obj: models.Model) -> str:
    """Digest of a row's columns, to notice that somebody else saved it meanwhile."""
    fields = obj._meta.concrete_fields
    columns = [f"{field.attname}={getattr(obj, field.attname)}" for field in fields]
    return hashlib.sha256("\n".join(columns).encode()).hexdigest()[:32]


class OfficeForm(forms.ModelForm):
    """A change form that tells the second of two officers instead of overwriting the first."""

    def clean(self) -> dict[str, Any]:
        """Compare the row with the one the page was opened with; the row is locked meanwhile."""
        cleaned = super().clean() or self.cleaned_data
        opened = self.data.get("_opened")
        if opened and self.instance.pk:
            rows = type(self.instance)._default_manager.select_for_update(of=("self",))
            now = rows.filter(pk=self.instance.pk).first()
            if now is not None and fingerprint(now) != opened:
                raise forms.ValidationError(
                    _("Someone else changed this record; please review."), code="changed"
                )
        return cleaned


class RowForm(forms.ModelForm):
    """The boxes of one row of a list, each said with its column and its row."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.widget.attrs.setdefault("aria-label", f"{field.label}: {self.instance}")


class OfficeAdmin(admin.ModelAdmin):
    """Base of all admins: Persian input everywhere, right of the office, quiet lists."""

    form = OfficeForm
    change_form_template = "admin/office_change_form.html"
    list_per_page = 50
    show_full_result_count = False
    formfield_overrides = OFFICE_FORMFIELDS
    read_only = False
    #: Columns no address may ask about: a question answered yes or no gives them away in time.
    unasked = frozenset({"national_id", "password", "token_hash", "checkin_key", "snapshot"})

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        """The address bar of a list is no oracle for what its pages mask or leave out."""
        if not self.unasked.isdisjoint(lookup.split("__")):
            return False
        return super().lookup_allowed(lookup, value, request)

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """States as badges and dates in the reader's calendar."""
        return [column(self.model, name) for name in super().get_list_display(request)]

    def get_changelist_form(self, request: HttpRequest, **options: Any) -> Any:
        """Boxes in a list have no label beside them; they are named for those who listen."""
        return super().get_changelist_form(request, **{"form": RowForm, **options})

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """A question no column can answer (a year of eleven digits, a NUL) is a bad one: 400."""
        try:
            with transaction.atomic():
                return super().changelist_view(request, extra_context)
        except (OverflowError, DataError, ValueError) as error:
            if not request.GET:
                raise
            raise BadRequest(_("This filter makes no sense here.")) from error

    def has_module_permission(self, request: HttpRequest) -> bool:
        return office_site.has_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return office_site.has_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return not self.read_only and office_site.has_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not self.read_only and office_site.has_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What has a history is not deleted: it is withdrawn, closed, or revoked by a move."""
        return False

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **options: Any
    ) -> Any:
        """Read identifiers by their own field; the overrides know only the type of a column."""
        form_class = form_class_for(db_field)
        if form_class is not None:
            options.setdefault("form_class", form_class)
        if isinstance(db_field, models.URLField):
            options.setdefault("assume_scheme", "https")
        return super().formfield_for_dbfield(db_field, request, **options)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Let the page carry the fingerprint of the row as it is now."""
        obj = kwargs.get("obj")
        if obj is not None:
            context["opened"] = fingerprint(type(obj)._default_manager.get(pk=obj.pk))
        return super().render_change_form(request, context, *args, **kwargs)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """What the officer may see; secret objects stay with those named."""
        queryset = super().get_queryset(request)
        see = getattr(queryset, "visible_to", None)
        return see(request.user) if see else queryset


class ReadOnlyAdmin(OfficeAdmin):
    """Objects made and changed by services alone."""

    read_only = True


class MoveAdminMixin:
    """Workflow fields are read-only; moves are buttons on the page and actions on the list.

    `moves` maps each move to its service. Moves that need no more than a reason become bulk
    actions; those with a form of their own are reached from the object's page.
    """

    moves: ClassVar[dict[Move, Service]] = {}
    change_form_template = "admin/move_change_form.html"

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The state never changes by typing."""
        fields = tuple(super().get_readonly_fields(request, obj))  # type: ignore[misc]
        return tuple(dict.fromkeys(("state", "state_changed_at", *fields)))

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Add the open moves and the log to the page."""
        obj = self.get_object(request, object_id)  # type: ignore[attr-defined]
        context = dict(extra_context or {})
        if obj is not None:
            context["moves"] = [
                {"move": move, "url": url}
                for move in workflow.available_moves(obj, request.user)
                if (url := move.url_for(obj))
            ]
            context["log"] = ActionLog.objects.about(obj).select_related("actor")[:30]
        return super().change_view(request, object_id, form_url, context)  # type: ignore[misc]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """One action for each move that can be taken for many at once."""
        actions = dict(super().get_actions(request))  # type: ignore[misc]
        for move, service in self.moves.items():
            if move.reason != "required":
                name = f"move_{slugify(move.verb)}"
                actions[name] = (_bulk(move, service), name, move.label)
        return actions


def _bulk(move: Move, service: Service) -> Callable[..., None]:
    """An admin action that calls the service for each row and reports row by row."""

    def action(modeladmin: Any, request: HttpRequest, queryset: models.QuerySet) -> None:
        done, refused = 0, []
        for pk, name in [(obj.pk, str(obj)) for obj in queryset]:
            try:
                service(**{f"{move.short_noun}_id": pk}, actor=request.user)
                done += 1
            except (DomainError, NotAllowed) as error:
                refused.append(f"{name}: {error}")
        if done:
            sentence = ngettext("Done for %(n)s row.", "Done for %(n)s rows.", done) % {"n": done}
            modeladmin.message_user(request, sentence, messages.SUCCESS)
        for line in refused:
            modeladmin.message_user(
                request, _("Refused – %(why)s") % {"why": line}, messages.WARNING
            )

    return action


@register(ActionLog)
class ActionLogAdmin(ReadOnlyAdmin):
    """Who did what, when and why."""

    list_display = ("at", "deed", "about", "actor", "was", "became", "reason")
    fields = ("at", "deed", "about", "actor", "was", "became", "reason")
    readonly_fields = ("deed", "about", "was", "became")
    list_select_related = ("actor", "content_type")
    search_fields = ("verb", "reason")

    @admin.display(description=gettext_lazy("step"), ordering="verb")
    def deed(self, row: ActionLog) -> Any:
        """What was done, in words."""
        return workflow.deed_label(row.verb)

    @admin.display(description=gettext_lazy("concerning"))
    def about(self, row: ActionLog) -> Any:
        """The kind of object and its number; the object itself may be anybody's secret."""
        return f"{_kind(row)} {format_number(row.object_id)}"

    @admin.display(description=gettext_lazy("from state"))
    def was(self, row: ActionLog) -> Any:
        """The state before."""
        return workflow.state_label(row.content_type.model_class(), row.before) or "–"

    @admin.display(description=gettext_lazy("to state"))
    def became(self, row: ActionLog) -> Any:
        """The state after."""
        return workflow.state_label(row.content_type.model_class(), row.after) or "–"


def _kind(row: ActionLog) -> Any:
    model = row.content_type.model_class()
    return model._meta.verbose_name if model else row.content_type.model
