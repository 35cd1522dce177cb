"""Signatories, credits and certificates, one revoked and replaced; PDFs follow from the worker."""

from datetime import date
from typing import Any

import pgtrigger
from django.contrib.contenttypes.models import ContentType

from certificates import workflow as moves
from certificates.enums import CertificateState, SignatoryRole
from certificates.models import Certificate, Credit, Signatory
from certificates.services import build_snapshot, refresh_credits
from partnership.core.models import ActionLog, Counter
from partnership.core.snapshots import digest
from partnership.demo.loader.base import Cohort, at, walk

PEOPLE = {SignatoryRole.PRESIDENT: "ST3", SignatoryRole.HEAD: "ST1"}


def load(cohort: Cohort) -> None:
    """Credits follow from the rows already loaded; certificates carry the file's serials."""
    for role, key in PEOPLE.items():
        item = next(row for row in cohort.data["staff"] if row["id"] == key)
        Signatory.objects.create(
            role=role,
            name_fa=item["name"]["fa"].strip("()"),
            name_en=item["name"]["en"].strip("()"),
            since=date(2024, 9, 22),
        )
    members = [
        cohort[f"membership:S{number}"]
        for number in range(10, 29)
        if number not in (16, 17, 18, 19)
    ]
    refresh_credits(membership_ids=[member.pk for member in members])
    for row in cohort.data["results"]:
        _credit(cohort, row)
    for item in cohort.data["certificates"]:
        _certificate(cohort, item)
    last = max(int(item["serial"].split("-")[2]) for item in cohort.data["certificates"])
    Counter.objects.update_or_create(series="certificate", year=1405, defaults={"last": last})
    Counter.objects.update_or_create(series="letter", year=1405, defaults={"last": 7})


def _credit(cohort: Cohort, row: dict[str, Any]) -> None:
    """The file says sent or recorded; a blocked one is what the gates computed."""
    if row["credit_status"] not in ("recorded", "sent_to_education"):
        return
    credit = Credit.objects.get(membership=cohort[f"membership:{row['student']}"])
    steps: list[Any] = [(moves.SEND, cohort["ST2"], at("2026-10-04"))]
    if row["credit_status"] == "recorded":
        Credit.objects.filter(pk=credit.pk).update(education_letter="1405/18/204")
        steps.append((moves.RECORD, cohort["ED1"], at("2026-10-06")))
    with pgtrigger.ignore("core.ActionLog:append_only"):
        # The gates opened when the last paper came in, not when the demo was loaded.
        ActionLog.objects.filter(
            content_type=ContentType.objects.get_for_model(Credit), object_id=credit.pk
        ).update(at=at("2026-10-03"))
    walk(credit, *steps)


def _certificate(cohort: Cohort, item: dict[str, Any]) -> None:
    membership = cohort[f"membership:{item['student']}"]
    issued = date.fromisoformat(item["issued_on"])
    certificate = Certificate(
        membership=membership,
        prepared_by=cohort["ST2"],
        issued_by=cohort["ST1"],
        serial=item["serial"],
        code=item["verification_code"],
        issued_on=issued,
        replaces=Certificate.objects.filter(serial=item.get("replaces") or "-").first(),
    )
    certificate.snapshot = build_snapshot(certificate)
    certificate.snapshot_hash = digest(certificate.snapshot)
    if item["status"] == "revoked":
        certificate.revoked_on = date(2026, 10, 19)
        certificate.revocation_code = "name"
        certificate.revocation_note = item["revocation_reason"]["fa"]
        # Revoked before its successor exists: one valid certificate per membership.
        certificate.state = CertificateState.REVOKED
    certificate.save()
    head = cohort["ST1"]
    if item["status"] == "revoked":
        certificate.state = CertificateState.PREPARED
        why = item["revocation_reason"]["fa"]
        walk(
            certificate,
            (moves.ISSUE, head, at(issued)),
            (moves.REVOKE, head, at("2026-10-19"), why),
        )
    else:
        walk(certificate, (moves.ISSUE, head, at(issued)))
