"""Addresses of credit, certificates and their public check."""

from django.urls import path

from certificates import services, views, workflow
from certificates.forms import RecordCreditForm, RevokeForm
from certificates.models import Certificate, Credit
from partnership.core.views import MoveForm, MoveView

app_name = "certificates"


def _credit(move: object, service: object, form: type = MoveForm) -> object:
    return MoveView.as_view(model=Credit, move=move, service=service, form_class=form)


def _certificate(move: object, service: object, form: type = MoveForm) -> object:
    return MoveView.as_view(model=Certificate, move=move, service=service, form_class=form)


C = "certificates/credits/<int:pk>/"
P = "certificates/certificates/<int:pk>/"

urlpatterns = [
    path("verify/", views.check_certificate, name="check_certificate"),
    path("verify/<str:code>/", views.show_verdict, name="show_verdict"),
    path("certificates/credits/", views.CreditList.as_view(), name="list_credits"),
    path("certificates/credits/send/", views.SendReadyCredits.as_view(), name="send_ready"),
    path(C, views.CreditPage.as_view(), name="show_credit"),
    path(C + "send/", _credit(workflow.SEND, services.send_credit), name="send_credit"),
    path(
        C + "record/",
        _credit(workflow.RECORD, services.record_credit, RecordCreditForm),
        name="record_credit",
    ),
    path(C + "return/", _credit(workflow.RETURN, services.return_credit), name="return_credit"),
    path(C + "prepare/", views.PrepareCertificate.as_view(), name="prepare_certificate"),
    path("certificates/lists/<int:pk>/", views.GradeListPage.as_view(), name="show_grade_list"),
    path("certificates/lists/<int:pk>/csv/", views.download_grade_list, name="download_grade_list"),
    path("certificates/certificates/", views.CertificateList.as_view(), name="list_certificates"),
    path(P, views.CertificatePage.as_view(), name="show_certificate"),
    path(P + "pdf/", views.download_certificate, name="download_certificate"),
    path(
        P + "issue/",
        _certificate(workflow.ISSUE, services.issue_certificate),
        name="issue_certificate",
    ),
    path(
        P + "drop/", _certificate(workflow.DROP, services.drop_certificate), name="drop_certificate"
    ),
    path(
        P + "revoke/",
        _certificate(workflow.REVOKE, services.revoke_certificate, RevokeForm),
        name="revoke_certificate",
    ),
    path(P + "replace/", views.ReplaceCertificate.as_view(), name="replace_certificate"),
]
