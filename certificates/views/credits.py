"""Credits: who is ready, what is missing, what went to education."""

import csv
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django.views.generic import DetailView, ListView

from certificates import services
from certificates.enums import CertificateState, CreditState
from certificates.forms import CreditFilterForm
from certificates.models import Credit, GradeList
from certificates.selectors import figures_for, gates_of, listed_credits
from partnership.core.forms import HamyarForm
from partnership.core.text import search_q
from partnership.core.views import PermissionMixin, ServiceFormView, VisibleMixin


class CreditList(PermissionMixin, ListView):
    """The office's and education's list, with filters."""

    permission = "certificates.list_credit"
    template_name = "certificates/credit_list.html"
    paginate_by = 50

    def get_queryset(self) -> QuerySet[Credit]:
        """Visible credits, filtered."""
        found = listed_credits(self.request.user)
        self.form = CreditFilterForm(self.request.GET or None)
        if not self.form.is_valid():
            return found
        wanted = self.form.cleaned_data
        if wanted["q"]:
            found = found.filter(search_q("student__search", wanted["q"]))
        if wanted["state"]:
            found = found.filter(state=wanted["state"])
        alive = [CertificateState.PREPARED, CertificateState.ISSUED]
        if wanted["certificate"] == "missing":
            found = found.filter(
                state__in=[CreditState.READY, CreditState.SENT, CreditState.RECORDED]
            ).exclude(membership__certificates__state__in=alive)
        elif wanted["certificate"] == "valid":
            found = found.filter(membership__certificates__state=CertificateState.ISSUED)
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Filter form, and whether a list may be sent now."""
        ready = Credit.objects.filter(state=CreditState.READY).count()
        return super().get_context_data(
            form=self.form,
            ready=ready if self.request.user.has_perm("certificates.send_credit") else 0,
            **kwargs,
        )


class CreditPage(VisibleMixin, DetailView):
    """One credit: its gates, its figures, its way so far."""

    model = Credit
    template_name = "certificates/credit.html"
    context_object_name = "credit"

    def get_queryset(self) -> QuerySet[Credit]:
        """With what the page prints."""
        return (
            super()
            .get_queryset()
            .select_related(
                "student__major__faculty",
                "membership__team__round__term",
                "membership__team__problem__unit",
                "membership__student",
                "grade_list",
            )
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gates, and the certificates of this membership the reader may see."""
        from_rows = figures_for([self.object.membership_id])[self.object.membership_id]
        certificates = self.object.membership.certificates.visible_to(self.request.user)
        alive = certificates.filter(state__in=[CertificateState.PREPARED, CertificateState.ISSUED])
        may_prepare = (
            self.request.user.has_perm("certificates.prepare_certificate")
            and self.object.state in (CreditState.READY, CreditState.SENT, CreditState.RECORDED)
            and not alive.exists()
        )
        return super().get_context_data(
            gates=gates_of(from_rows), certificates=certificates, may_prepare=may_prepare, **kwargs
        )


class SendReadyCredits(PermissionMixin, ServiceFormView):
    """All ready grades to education: one list per faculty and term."""

    permission = "certificates.send_credit"
    template_name = "certificates/send_ready.html"
    form_class = HamyarForm
    success_message = gettext_lazy("The grade lists have been sent to education.")

    def ready(self) -> QuerySet[Credit]:
        """Credits that would go now."""
        return listed_credits(self.request.user).filter(state=CreditState.READY)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Who is on the lists."""
        return super().get_context_data(credits=self.ready(), **kwargs)

    def act(self, form: Any) -> GradeList:
        """Send them all; the first list's page comes next."""
        lists = services.send_credits(
            credit_ids=list(self.ready().values_list("pk", flat=True)), actor=self.request.user
        )
        return lists[0]


class GradeListPage(VisibleMixin, DetailView):
    """A frozen grade list, to read and print."""

    model = GradeList
    template_name = "certificates/grade_list.html"
    context_object_name = "listed"

    def get_queryset(self) -> QuerySet[GradeList]:
        """With faculty and term."""
        return super().get_queryset().select_related("term", "faculty", "sent_by")


COLUMNS = [
    ("student_number", gettext_lazy("Student number")),
    ("last_name", gettext_lazy("Last name")),
    ("first_name", gettext_lazy("First name")),
    ("major", gettext_lazy("Major")),
    ("credits", gettext_lazy("Credits")),
    ("hours", gettext_lazy("Hours")),
    ("grade", gettext_lazy("Grade")),
]
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0")


@require_safe
@login_required
def download_grade_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The list as CSV in education's columns: ASCII digits, numbers as text, no formula."""
    listed = get_object_or_404(GradeList.objects.visible_to(request.user), pk=pk)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    name = f"grades-{listed.term.code}-{listed.faculty.code}-v{listed.version}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow([str(label) for _key, label in COLUMNS])
    for row in listed.rows:
        writer.writerow([_safe(row.get(key, "")) for key, _label in COLUMNS])
    return response


def _safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if str(cell).startswith(FORMULA) else cell
