"""Doors of this room."""

from certificates.views.certificates import (
    CertificateList,
    CertificatePage,
    PrepareCertificate,
    ReplaceCertificate,
    download_certificate,
)
from certificates.views.credits import (
    CreditList,
    CreditPage,
    GradeListPage,
    SendReadyCredits,
    download_grade_list,
)
from certificates.views.verify import check_certificate, show_verdict

__all__ = [
    "CertificateList",
    "CertificatePage",
    "CreditList",
    "CreditPage",
    "GradeListPage",
    "PrepareCertificate",
    "ReplaceCertificate",
    "SendReadyCredits",
    "check_certificate",
    "download_certificate",
    "download_grade_list",
    "show_verdict",
]
