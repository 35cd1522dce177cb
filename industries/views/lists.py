"""Lists of the Ministry: hand in, watch, look through, take over, invite."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from industries.enums import ListInvitation, ListVerdict
from industries.forms.lists import HandInListForm, InviteForm, ListFilterForm, RereadListForm
from industries.models import MinistryList
from industries.selectors import lists as selectors
from industries.services import lists as services
from industries.services.lists.invitations import invited_before
from industries.workflow.lists import MOVES, STOPS
from partnership.accounts.emails import ACCOUNT_INVITATION
from partnership.accounts.enums import Role
from partnership.core.numbers import format_number
from partnership.core.views import MoveView, PermissionMixin, ServiceFormView, VisibleMixin
from partnership.imports.enums import MOVING, ImportState, ResumableState
from partnership.imports.views import (
    ROWS_A_PAGE,
    SheetDetailView,
    SheetDownloadView,
    SheetListView,
)
from partnership.notifications.services import Address, preview_letter

PERMISSION = "industries.import_list"
SHOWS = ("", "all", *ListVerdict.values, "warned")
#: So long a page waits for the invitations it has ordered; the worker sends the rest.
SECONDS = 2.0


class ListListView(SheetListView):
    """All lists, the newest first."""

    permission = PERMISSION
    model = MinistryList
    template_name = "industries/lists/list_lists.html"
    filter_class = ListFilterForm
    extra_context: ClassVar = {"upload_url": reverse_lazy("industries:upload_list")}

    def narrow(self, rows: QuerySet, wanted: dict[str, Any]) -> QuerySet:
        """By state and kind."""
        rows = super().narrow(rows, wanted)
        return rows.filter(kind=wanted["kind"]) if wanted.get("kind") else rows


class UploadListView(PermissionMixin, ServiceFormView):
    """Hand a list in with its letter; a worker reads it."""

    permission = PERMISSION
    form_class = HandInListForm
    template_name = "industries/lists/upload_list.html"
    success_message = gettext_lazy("The list is handed in and is being read.")
    extra_context: ClassVar = {"back_url": reverse_lazy("industries:list_lists")}

    def act(self, form: HandInListForm) -> MinistryList:
        """One service call."""
        return services.hand_in_list(actor=self.request.user, **form.cleaned_data)


class ListView(SheetDetailView):
    """One list: how far it is, what became of its rows, what can be done."""

    permission = PERMISSION
    model = MinistryList
    template_name = "industries/lists/show_list.html"

    def labels(self) -> dict[str, Any]:
        """Columns of this kind of list."""
        return selectors.labels_of(self.object.kind)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Counts, rows in words, other lists of the same letter."""
        handed, show = self.object, self.request.GET.get("show", "")
        show = show if show in SHOWS else ""
        report, is_judged = handed.report, "added" in handed.report and handed.state not in MOVING
        if handed.state == ResumableState.STOPPED:
            is_judged = True
        rows = selectors.list_rows(self.request.user, handed, show)
        page = Paginator(rows, ROWS_A_PAGE).get_page(self.request.GET.get("page"))
        same_letter = MinistryList.objects.visible_to(self.request.user).filter(
            letter_no=handed.letter_no
        )
        return super().get_context_data(
            is_judged=is_judged,
            is_taken=handed.state == ImportState.APPLIED,
            invited=handed.rows.filter(invitation=ListInvitation.SENT).count(),
            tiles=_tiles(report) if "added" in report else [],
            unknown=sum(len(report.get(kind) or {}) for kind in ("places", "isics", "categories")),
            page_obj=page,
            rows=selectors.in_words(page.object_list) if is_judged else [],
            show=show,
            shows=_shows(),
            scans=selectors.scans_of(handed),
            same_letter=same_letter.exclude(pk=handed.pk)[:5],
            number_label=selectors.number_label(handed.kind),
            progress_template=self.progress_template,
            reread_url=MOVES.reread.url_for(handed),
            reread_label=MOVES.reread.label,
            upload_url=reverse_lazy("industries:upload_list"),
            **kwargs,
        )


def _shows() -> list[tuple[str, Any]]:
    return [
        ("", gettext_lazy("Worth a look")),
        ("all", gettext_lazy("All rows")),
        *ListVerdict.choices,
        ("warned", gettext_lazy("To be looked at")),
    ]


def _tiles(report: dict[str, Any]) -> list[dict[str, Any]]:
    """Figures of a report; each leads to its rows."""
    return [
        {"label": label, "value": report[name], "tone": tone, "url": f"?show={name}#rows"}
        for name, label, tone in (
            ("added", ListVerdict.ADDED.label, ""),
            ("merged", ListVerdict.MERGED.label, ""),
            ("refused", ListVerdict.REFUSED.label, "danger"),
            ("warned", gettext_lazy("To be looked at"), "attention"),
        )
    ]


class DownloadListView(SheetDownloadView):
    """The report of all rows as CSV, in the reader's language."""

    permission = PERMISSION
    model = MinistryList
    file_name = "ministry"

    def lines(self, handed: MinistryList) -> Iterable[list[str]]:
        """Of every row."""
        return selectors.list_report(self.request.user, handed)


class InviteListView(PermissionMixin, VisibleMixin, ServiceFormView):
    """Units of a list whose managers can be reached: tick, see the letter, send; each once."""

    permission = PERMISSION
    model = MinistryList
    form_class = InviteForm
    template_name = "industries/lists/invite_list.html"
    success_message = ""

    @cached_property
    def handed(self) -> MinistryList:
        """The list of the address."""
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    @cached_property
    def rows(self) -> QuerySet:
        """One row for each unit of the list."""
        return selectors.invitable_rows(self.request.user, self.handed)

    @cached_property
    def reachable(self) -> QuerySet:
        """Those that may be ticked."""
        return selectors.reachable_rows(self.rows)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Only rows that may be ticked."""
        return {**super().get_form_kwargs(), "rows": self.reachable}

    def act(self, form: InviteForm) -> int:
        """Choose, then send for a moment; the worker goes on."""
        data = form.cleaned_data
        rows = self.reachable if data["everybody"] else data["rows"]
        services.invite_list(
            list_id=self.handed.pk,
            actor=self.request.user,
            row_ids=[row.pk for row in rows],
            is_approving=data["is_approving"],
        )
        return services.send_list_invitations(list_id=self.handed.pk, seconds=SECONDS)

    def answer(self, result: int) -> HttpResponse:
        """The same page, with what came of each row."""
        return HttpResponseRedirect(reverse("industries:invite_list", args=[self.handed.pk]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Units with what can be done for each, and the letter."""
        page = Paginator(self.rows, 100).get_page(self.request.GET.get("page"))
        rows = list(page.object_list)
        told = invited_before(row.unit_id for row in rows)
        for row in rows:
            _describe(row, told)
        number = self.reachable.count()
        lang = "en" if self.request.GET.get("lang") == "en" else "fa"
        pending = self.rows.filter(invitation=ListInvitation.PENDING).count()
        return super().get_context_data(
            handed=self.handed,
            page_obj=page,
            rows=rows,
            number=number,
            pending=pending,
            lang=lang,
            letter=_letter(rows, lang),
            sentence=ngettext(
                "%(n)s manager can be reached and has not been invited yet.",
                "%(n)s managers can be reached and have not been invited yet.",
                number,
            )
            % {"n": format_number(number)},
            **kwargs,
        )


def _describe(row: Any, told: set[int]) -> None:
    """Say in `row.can` whether it may be ticked, in `row.why` why not."""
    managers = row.unit.managers
    row.manager = managers[0] if managers else None
    row.can, row.why = False, ""
    if row.invitation:
        row.why = row.invitation_note
        row.can = row.invitation == ListInvitation.REFUSED and _can_write(managers)
    elif not managers:
        row.why = _("No manager is recorded.")
    elif any(person.user_id for person in managers):
        row.why = _("The manager has an account.")
    elif any(person.pk in told for person in managers):
        row.why = _("The manager has been invited before.")
    elif not _can_write(managers):
        row.why = _("No e-mail is recorded; please call.")
    else:
        row.can = True


def _can_write(managers: list[Any]) -> bool:
    return any(person.email and not person.user_id for person in managers)


def _letter(rows: list[Any], language: str) -> Any:
    """The letter the first of them would receive."""
    row = next((row for row in rows if row.can), None)
    if row is None:
        return None
    person = row.manager
    return preview_letter(
        ACCOUNT_INVITATION,
        about=row.unit,
        to=Address(person.email, person.name_fa, language),
        context={"role": Role.MANAGER.label, "thing": str(row.unit)},
        url=reverse("accounts:open_invitation", kwargs={"token": "***"}),
    )


def _move(move: Any, service: Any, **options: Any) -> Any:
    return MoveView.as_view(model=MinistryList, move=move, service=staticmethod(service), **options)


apply_list = _move(MOVES.apply, services.apply_list)
stop_list = _move(STOPS.stop, services.stop_list)
resume_list = _move(STOPS.resume, services.resume_list)
cancel_list = _move(MOVES.cancel, services.cancel_list)
reread_list = _move(MOVES.reread, services.reread_list, form_class=RereadListForm)
