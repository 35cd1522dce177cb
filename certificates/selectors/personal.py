"""What the room keeps about one person, for their own export."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from certificates.models import Certificate, Credit
from partnership.core.personal import OwnFile, Part, collector, facts_of


@collector(order=60)
def personal_outcomes(user: Any) -> Iterator[Part]:
    """Credit and certificates, with their papers."""
    permanent = _("Permanently: they are part of your academic outcome.")
    credits_ = Credit.objects.visible_to(user).filter(student__user=user).order_by("pk")
    yield Part(
        "credits",
        _("Credit"),
        permanent,
        [
            facts_of(row, "state", "credits", "hours", "grade", "education_letter")
            for row in credits_
        ],
    )
    papers = Certificate.objects.visible_to(user).filter(membership__student__user=user)
    papers = papers.select_related("pdf").order_by("pk")
    yield Part(
        "certificates",
        _("Certificates"),
        permanent,
        [facts_of(row, "serial", "state", "issued_on", "revoked_on", "code") for row in papers],
        [OwnFile(f"{row.serial}.pdf", row.pdf.file.read) for row in papers if row.pdf],
    )
