"""The PDF of a certificate, made by a worker from the frozen facts, once."""

import logging
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from certificates.enums import CertificateState
from certificates.models import Certificate
from partnership.core.qr import qr_svg
from partnership.documents.services import render_pdf, store_file

logger = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)
MAX_ATTEMPTS = 8
LONG = 230  # characters of the free names together; above it the text is set smaller
TEMPLATE = "certificates/paper/certificate.html"


def print_certificate(*, certificate_id: int) -> bool:
    """Make the PDF unless it is there or another worker is at it; True when made now."""
    if not _claim(certificate_id):
        return False
    certificate = Certificate.objects.get(pk=certificate_id)
    try:
        pdf = render_certificate(certificate)
        with transaction.atomic():
            locked = Certificate.objects.locked().get(pk=certificate_id)
            if locked.pdf_id:
                return False
            stored = store_file(
                upload_or_bytes=pdf,
                name=f"{certificate.serial}.pdf",
                owner=locked,
                kind="certificate",
                actor=None,
            )
            locked.pdf, locked.pdf_hash, locked.pdf_error = stored, stored.sha256, ""
            locked.save(update_fields=["pdf", "pdf_hash", "pdf_error", "updated_at"])
    except Exception as error:
        # The row keeps the reason for the office; the sweep tries again after the lease.
        Certificate.objects.filter(pk=certificate_id).update(pdf_error=str(error)[:300])
        logger.exception("certificate %s could not be printed", certificate.serial)
        raise
    return True


def _claim(certificate_id: int) -> bool:
    now = timezone.now()
    free = Q(pdf_claimed_at=None) | Q(pdf_claimed_at__lt=now - LEASE) | ~Q(pdf_error="")
    claimed = Certificate.objects.filter(
        free,
        pk=certificate_id,
        pdf=None,
        pdf_attempts__lt=MAX_ATTEMPTS,
        state__in=[CertificateState.ISSUED, CertificateState.REVOKED],
    )
    with transaction.atomic():
        row = claimed.select_for_update(skip_locked=True, of=("self",)).first()
        if row is None:
            return False
        row.pdf_claimed_at, row.pdf_error = now, ""
        row.pdf_attempts += 1
        row.save(update_fields=["pdf_claimed_at", "pdf_error", "pdf_attempts"])
    return True


def print_due(limit: int = 50) -> list[int]:
    """Primary keys of certificates that wait for their PDF: what the sweep rings for."""
    now = timezone.now()
    free = Q(pdf_claimed_at=None) | Q(pdf_claimed_at__lt=now - LEASE)
    due = Certificate.objects.filter(
        free,
        pdf=None,
        pdf_attempts__lt=MAX_ATTEMPTS,
        state__in=[CertificateState.ISSUED, CertificateState.REVOKED],
    )
    return list(due.order_by("pk").values_list("pk", flat=True)[:limit])


def render_certificate(certificate: Certificate) -> bytes:
    """The PDF of the snapshot: Persian page, and an English one when the Latin name is known."""
    snapshot = certificate.snapshot
    return render_pdf(
        TEMPLATE,
        {
            "data": snapshot["data"],
            "fa": snapshot["fa"],
            "en": snapshot["en"],
            "pages": [
                {
                    "lang": lang,
                    "dir": "rtl" if lang == "fa" else "ltr",
                    "words": snapshot[lang],
                    "is_long": _length(snapshot[lang]) > LONG,
                }
                for lang in ("fa", "en")
                if snapshot[lang]
            ],
        },
        language="fa",
        landscape=True,
        images={"qr": qr_svg(snapshot["data"]["verify_url"])},
        sheets=("paper/certificate.css",),
    )


def _length(words: dict[str, Any]) -> int:
    """Characters of the names that vary most: person, major, team, professor, unit, title."""
    names = ("full_name", "major", "team_name", "professor", "unit", "public_title", "regulation")
    return sum(len(words[name]) for name in names)
