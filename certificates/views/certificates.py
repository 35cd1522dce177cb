"""Certificates: prepare, issue, download, revoke, replace."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django.views.generic import DetailView, ListView

from certificates import services
from certificates.forms import CertificateFilterForm
from certificates.models import Certificate, Credit
from partnership.core.forms import HamyarForm
from partnership.core.text import search_q
from partnership.core.views import PermissionMixin, ServiceFormView, VisibleMixin


def _with_names(queryset: QuerySet[Certificate]) -> QuerySet[Certificate]:
    return queryset.select_related(
        "membership__student__major",
        "membership__team__problem__unit",
        "prepared_by",
        "issued_by",
        "replaces",
        "replaced_by",
        "pdf",
    )


class CertificateList(PermissionMixin, ListView):
    """All certificates the reader may see, with filters."""

    permission = "certificates.list_credit"
    template_name = "certificates/certificate_list.html"
    paginate_by = 50

    def get_queryset(self) -> QuerySet[Certificate]:
        """Visible certificates, filtered by state, name or serial."""
        found = _with_names(Certificate.objects.visible_to(self.request.user))
        self.form = CertificateFilterForm(self.request.GET or None)
        if self.form.is_valid():
            wanted = self.form.cleaned_data
            if wanted["state"]:
                found = found.filter(state=wanted["state"])
            if wanted["q"]:
                by_name = search_q("membership__student__search", wanted["q"])
                serial = found.filter(serial__icontains=wanted["q"].strip()).values("pk")
                found = found.filter(by_name) | found.filter(pk__in=serial)
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The filter form."""
        return super().get_context_data(form=self.form, **kwargs)


class CertificatePage(VisibleMixin, DetailView):
    """One certificate: facts, PDF, way so far."""

    model = Certificate
    template_name = "certificates/certificate.html"
    context_object_name = "certificate"

    def get_queryset(self) -> QuerySet[Certificate]:
        """With names."""
        return _with_names(super().get_queryset())


class PrepareCertificate(PermissionMixin, ServiceFormView):
    """An officer prepares the certificate of a ready credit."""

    permission = "certificates.prepare_certificate"
    template_name = "certificates/prepare.html"
    form_class = HamyarForm
    success_message = gettext_lazy("Prepared. The head of the office issues it.")

    def get_credit(self) -> Credit:
        """The credit, if the reader may see it."""
        visible = Credit.objects.visible_to(self.request.user).select_related(
            "student", "membership__team__problem__unit"
        )
        return get_object_or_404(visible, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whose certificate."""
        return super().get_context_data(credit=self.get_credit(), **kwargs)

    def act(self, form: Any) -> Certificate:
        """Prepare."""
        return services.prepare_certificate(
            membership_id=self.get_credit().membership_id, actor=self.request.user
        )


class ReplaceCertificate(PermissionMixin, ServiceFormView):
    """Prepare the successor of a revoked certificate."""

    permission = "certificates.prepare_certificate"
    template_name = "certificates/replace.html"
    form_class = HamyarForm
    success_message = gettext_lazy("The successor is prepared. The head of the office issues it.")

    def get_certificate(self) -> Certificate:
        """The revoked certificate."""
        return get_object_or_404(
            _with_names(Certificate.objects.visible_to(self.request.user)), pk=self.kwargs["pk"]
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is replaced."""
        return super().get_context_data(certificate=self.get_certificate(), **kwargs)

    def act(self, form: Any) -> Certificate:
        """Prepare the successor."""
        return services.replace_certificate(
            certificate_id=self.get_certificate().pk, actor=self.request.user
        )


@require_safe
@login_required
def download_certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """The PDF, for whoever may see the certificate; 404 until it has been printed."""
    certificate = get_object_or_404(
        Certificate.objects.visible_to(request.user).select_related("pdf"), pk=pk
    )
    if certificate.pdf is None:
        raise Http404
    response = FileResponse(
        certificate.pdf.file.open("rb"),
        as_attachment=True,
        filename=f"{certificate.serial}.pdf",
        content_type="application/pdf",
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
