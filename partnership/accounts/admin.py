"""People, roles, invitations and links in the office."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partnership.accounts import services
from partnership.accounts.enums import Role
from partnership.accounts.forms import InviteForm, OfficeUserForm
from partnership.accounts.models import Invitation, Link, LinkUse, RoleGrant, User
from partnership.core.admin import OfficeAdmin, ReadOnlyAdmin, register
from partnership.core.errors import DomainError, NotAllowed
from partnership.core.jalali import format_datetime
from partnership.core.numbers import format_number


def report(modeladmin: admin.ModelAdmin, request: HttpRequest, rows: list[Any], act: Any) -> None:
    """Call the service for each row and say what was done and what was refused, and why."""
    done = 0
    for row in rows:
        try:
            act(row)
            done += 1
        except (DomainError, NotAllowed) as error:
            modeladmin.message_user(request, f"{row}: {error}", messages.WARNING)
    if done:
        sentence = ngettext("Done for %(n)s row.", "Done for %(n)s rows.", done)
        modeladmin.message_user(request, sentence % {"n": format_number(done)}, messages.SUCCESS)


def badge(tone: str, icon: str, label: str) -> str:
    """A state with its icon, tone and word."""
    return render_to_string(
        "components/state_badge.html", {"tone": tone, "icon": icon, "label": label}
    )


class NoSecretLookups:
    """The address bar of a list is no oracle for hashes."""

    secrets = ("password", "token_hash")

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        """Anything that touches a secret column is refused (400)."""
        if any(part in self.secrets for part in lookup.split("__")):
            return False
        return super().lookup_allowed(lookup, value, request)  # type: ignore[misc]


class RoleFilter(admin.SimpleListFilter):
    """People by the role they hold now."""

    title = gettext_lazy("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """All roles."""
        return list(Role.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        """Holders of the role; anything else filters nothing."""
        if self.value() not in Role.values:
            return queryset
        return queryset.filter(
            pk__in=RoleGrant.objects.active().filter(role=self.value()).values("user")
        )


@register(User)
class UserAdmin(NoSecretLookups, OfficeAdmin):
    """Accounts: changed by services, closed rather than deleted."""

    form = OfficeUserForm
    list_display = (
        "name",
        "email_shown",
        "mobile_shown",
        "student_number_shown",
        "roles_shown",
        "open",
        "seen",
    )
    list_filter = (RoleFilter, "is_active", "language")
    search_fields = ("search",)
    search_help_text = gettext_lazy("Name, e-mail, mobile or student number, in any digits")
    actions = ("close_accounts", "open_accounts")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("first_name_fa", "last_name_fa"),
                    ("first_name_en", "last_name_en"),
                    "language",
                )
            },
        ),
        (gettext_lazy("Signs in with"), {"fields": ("email", "mobile", "student_number")}),
        (gettext_lazy("Roles"), {"fields": ("roles",)}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """With roles, in one more query for the whole page."""
        return super().get_queryset(request).prefetch_related("role_grants")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """By the search column: the keyboard of the writer makes no difference."""
        return queryset.search(search_term), False

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """The form knows who edits."""
        return type(
            "ActorForm",
            (super().get_form(request, obj, change, **kwargs),),
            {"actor": request.user},
        )

    def save_model(
        self, request: HttpRequest, obj: User, form: OfficeUserForm, change: bool
    ) -> None:
        """Through the services, which normalise and log."""
        data = dict(form.cleaned_data)
        roles = set(data.pop("roles"))
        identifiers = {name: data.pop(name) for name in ("email", "mobile", "student_number")}
        if change:
            services.update_profile(user_id=obj.pk, actor=request.user, **data)
            services.change_identifiers(user_id=obj.pk, actor=request.user, **identifiers)
        else:
            user = services.create_user(**identifiers, **data, verified=True, actor=request.user)
            obj.pk = user.pk
        held = set(RoleGrant.objects.active().filter(user_id=obj.pk).values_list("role", flat=True))
        for role in sorted(roles - held):
            services.grant_role(user_id=obj.pk, role=role, actor=request.user)
        for role in sorted(held - roles):
            services.revoke_role(user_id=obj.pk, role=role, actor=request.user)
        obj.refresh_from_db()

    @admin.display(description=gettext_lazy("name"), ordering="sort_key")
    def name(self, user: User) -> str:
        """Name in the reader's language."""
        return user.full_name

    @admin.display(description=gettext_lazy("email"), ordering="email")
    def email_shown(self, user: User) -> str:
        """Address, left to right."""
        return _ltr(user.email)

    @admin.display(description=gettext_lazy("mobile"), ordering="mobile")
    def mobile_shown(self, user: User) -> str:
        """Number, left to right."""
        return _ltr(user.mobile)

    @admin.display(description=gettext_lazy("student number"), ordering="student_number")
    def student_number_shown(self, user: User) -> str:
        """Number, left to right."""
        return _ltr(user.student_number)

    @admin.display(description=gettext_lazy("roles"))
    def roles_shown(self, user: User) -> str:
        """Roles held now."""
        held = [
            grant.get_role_display() for grant in user.role_grants.all() if grant.revoked_at is None
        ]
        return "، ".join(held) or "–"

    @admin.display(description=gettext_lazy("account"), ordering="is_active")
    def open(self, user: User) -> str:
        """Whether the person may sign in."""
        return (
            badge("success", "unlock", _("Open"))
            if user.is_active
            else badge("neutral", "lock", _("Closed"))
        )

    @admin.display(description=gettext_lazy("last sign-in"), ordering="last_login")
    def seen(self, user: User) -> str:
        """When the person last signed in."""
        return format_datetime(user.last_login) or "–"

    @admin.action(description=gettext_lazy("Close the accounts"))
    def close_accounts(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """At once: open sessions and links end."""
        report(
            self,
            request,
            list(queryset),
            lambda user: services.deactivate_user(user_id=user.pk, actor=request.user),
        )

    @admin.action(description=gettext_lazy("Open the accounts again"))
    def open_accounts(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """The person may sign in again."""
        report(
            self,
            request,
            list(queryset),
            lambda user: services.reactivate_user(user_id=user.pk, actor=request.user),
        )


@register(RoleGrant)
class RoleGrantAdmin(ReadOnlyAdmin):
    """Who held which role, from when to when, given and taken by whom."""

    list_display = ("user", "role", "since", "granted_by", "until", "revoked_by")
    list_filter = ("role", ("revoked_at", admin.EmptyFieldListFilter))
    list_select_related = ("user", "granted_by", "revoked_by")
    search_fields = ("user__search",)

    @admin.display(description=gettext_lazy("given at"), ordering="granted_at")
    def since(self, grant: RoleGrant) -> str:
        """Beginning."""
        return format_datetime(grant.granted_at)

    @admin.display(description=gettext_lazy("taken back at"), ordering="revoked_at")
    def until(self, grant: RoleGrant) -> str:
        """End."""
        return format_datetime(grant.revoked_at) or "–"


@register(Invitation)
class InvitationAdmin(NoSecretLookups, OfficeAdmin):
    """Invitations: made here, sent at once, withdrawn or sent anew from the list."""

    form = InviteForm
    list_display = ("person", "role", "object_name", "state", "invited_by", "until")
    list_filter = ("role", ("accepted_at", admin.EmptyFieldListFilter))
    list_select_related = ("invited_by",)
    search_fields = ("email", "mobile", "last_name", "object_name")
    actions = ("send_again", "withdraw")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was sent is not edited; the actions of the list stay."""
        return obj is None and super().has_change_permission(request)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """The form knows who invites."""
        return type(
            "ActorForm",
            (super().get_form(request, obj, change, **kwargs),),
            {"actor": request.user},
        )

    def save_model(
        self, request: HttpRequest, obj: Invitation, form: InviteForm, change: bool
    ) -> None:
        """Through the service, which sends the letter."""
        invited = services.invite_person(actor=request.user, **form.cleaned_data)
        if invited.invitation is not None:
            obj.pk = invited.invitation.pk
            obj.refresh_from_db()

    @admin.display(description=gettext_lazy("person"))
    def person(self, invitation: Invitation) -> str:
        """Name and address."""
        name = f"{invitation.first_name} {invitation.last_name}".strip()
        return format_html(
            '{} <bdi dir="ltr">{}</bdi>', name, invitation.email or invitation.mobile
        )

    @admin.display(description=gettext_lazy("state"))
    def state(self, invitation: Invitation) -> str:
        """Accepted, open, withdrawn or past."""
        if invitation.accepted_at:
            return badge("success", "check-circle", _("Accepted"))
        if invitation.revoked_at:
            return badge("neutral", "slash-circle", _("Taken back"))
        return (
            badge("info", "envelope", _("Open"))
            if invitation.is_open
            else badge("neutral", "clock", _("Past"))
        )

    @admin.display(description=gettext_lazy("open until"), ordering="expires_at")
    def until(self, invitation: Invitation) -> str:
        """End."""
        return format_datetime(invitation.expires_at)

    @admin.action(description=gettext_lazy("Send again"))
    def send_again(self, request: HttpRequest, queryset: QuerySet[Invitation]) -> None:
        """A fresh link; the old one dies."""
        report(
            self,
            request,
            list(queryset),
            lambda row: services.renew_invitation(invitation_id=row.pk),
        )

    @admin.action(description=gettext_lazy("Take back"))
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Invitation]) -> None:
        """Close invitations that are still open."""
        report(
            self,
            request,
            list(queryset),
            lambda row: services.revoke_invitation(invitation_id=row.pk, actor=request.user),
        )


class LinkUseInline(admin.TabularInline):
    """Every opening and every form sent."""

    model = LinkUse
    extra = 0
    fields = readonly_fields = ("moment", "method", "path", "address")
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    @admin.display(description=gettext_lazy("at"))
    def moment(self, use: LinkUse) -> str:
        """When."""
        return format_datetime(use.at)


@register(Link)
class LinkAdmin(NoSecretLookups, ReadOnlyAdmin):
    """One-purpose links and their log; withdrawn from the list."""

    list_display = ("purpose", "user", "path", "uses", "until", "alive")
    list_select_related = ("user",)
    search_fields = ("purpose", "path", "user__search")
    inlines = (LinkUseInline,)
    actions = ("withdraw",)

    @admin.display(description=gettext_lazy("works until"), ordering="expires_at")
    def until(self, link: Link) -> str:
        """End."""
        return format_datetime(link.expires_at)

    @admin.display(description=gettext_lazy("state"))
    def alive(self, link: Link) -> str:
        """Whether it still opens its page."""
        if link.is_alive and link.uses < link.max_uses:
            return badge("success", "link-45deg", _("Works"))
        return badge("neutral", "slash-circle", _("Closed"))

    @admin.action(description=gettext_lazy("Take back"))
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Link]) -> None:
        """Pages it opened stop answering at once."""
        report(
            self,
            request,
            list(queryset),
            lambda link: services.revoke_link(link_id=link.pk, actor=request.user),
        )


def _ltr(value: str | None) -> str:
    return format_html('<bdi dir="ltr">{}</bdi>', value) if value else "–"
