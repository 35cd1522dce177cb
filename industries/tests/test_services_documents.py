"""Papers of units: draft, printed, signed, scanned, in force, run out."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from industries import selectors
from industries.enums import DocumentState as D
from industries.enums import PersonRole
from industries.models import DocumentSigner, UnitDocument
from industries.selectors.documents import running_out
from industries.services import documents as services
from industries.tests.factories import UnitFactory, UnitPersonFactory
from partnership.core.errors import DomainError, NotAllowed, WrongState
from partnership.core.models import ActionLog
from partnership.documents.enums import FileKind
from partnership.documents.inspection import FileRefused
from partnership.documents.models import StoredFile
from partnership.documents.tests.samples import pdf, upload
from partnership.notifications.models import Message

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
SIGNERS = [
    {"party": "unit", "name": "هوشنگ گام‌آرا", "position": "مدیر"},
    {"party": "office", "name": "دکتر آذر", "position": "مدیر دفتر"},
]


def scan() -> Any:
    return upload("nda.pdf", pdf())


def draft(unit: Any, actor: Any, **more: Any) -> UnitDocument:
    columns = {"kind": "nda", "signers": SIGNERS, **more}
    return services.create_document(unit_id=unit.pk, actor=actor, **columns)


def sign_all(document: UnitDocument, actor: Any, day: Any = None) -> None:
    for signer in document.signers.all():
        services.sign_signer(signer_id=signer.pk, actor=actor, signed_on=day)


def test_from_draft_to_force(people: SimpleNamespace) -> None:
    unit, officer = UnitFactory(nda_signed_on=None), people.officer
    manager = UnitPersonFactory(unit=unit).user
    document = draft(unit, officer, terms="بند افزوده")
    with pytest.raises(WrongState, match="Prepare the paper"):
        services.sign_signer(signer_id=document.signers.first().pk, actor=officer)
    document = services.prepare_document(document_id=document.pk, actor=officer)
    assert document.number.startswith("HS-D-14")
    assert "بند افزوده" in document.snapshot["fa"]["terms"]
    assert Message.objects.filter(event="document.prepared", recipient=manager).count() == 1
    with pytest.raises(DomainError, match="Not signed yet"):
        services.enforce_document(document_id=document.pk, actor=officer, scan=scan())
    day = timezone.localdate() - timedelta(days=3)
    sign_all(document, officer, day)
    with pytest.raises(DomainError, match="scan"):
        services.enforce_document(document_id=document.pk, actor=officer)
    services.enforce_document(document_id=document.pk, actor=officer, scan=scan())
    document.refresh_from_db()
    unit.refresh_from_db()
    assert (document.state, document.valid_from) == (D.IN_FORCE, day)
    assert unit.nda_signed_on == day
    assert StoredFile.objects.of(document, FileKind.SCAN).count() == 1


def test_the_printed_text_does_not_follow_later_changes(people: SimpleNamespace) -> None:
    unit = UnitFactory(name_fa="چرم کریمی")
    document = draft(unit, people.officer)
    document = services.prepare_document(document_id=document.pk, actor=people.officer)
    unit.name_fa = "نام دیگر"
    unit.save()
    document.refresh_from_db()
    assert "چرم کریمی" in document.snapshot["fa"]["parties"]
    with pytest.raises(WrongState, match="draft"):
        services.update_document(document_id=document.pk, actor=people.officer, note="x")


def test_back_to_draft_takes_the_signatures_along(people: SimpleNamespace) -> None:
    document = draft(UnitFactory(), people.officer)
    services.prepare_document(document_id=document.pk, actor=people.officer)
    sign_all(document, people.officer)
    with pytest.raises(DomainError, match="reason"):
        services.recall_document(document_id=document.pk, actor=people.officer)
    services.recall_document(document_id=document.pk, actor=people.officer, reason="نام غلط")
    assert {signer.state for signer in document.signers.all()} == {"waiting"}


def test_a_refusal_and_a_mistake(people: SimpleNamespace) -> None:
    document = draft(UnitFactory(), people.officer)
    services.prepare_document(document_id=document.pk, actor=people.officer)
    signer = document.signers.first()
    with pytest.raises(DomainError, match="future"):
        services.sign_signer(
            signer_id=signer.pk,
            actor=people.officer,
            signed_on=timezone.localdate() + timedelta(days=1),
        )
    services.refuse_signer(signer_id=signer.pk, actor=people.officer, reason="بند ۳")
    assert ActionLog.objects.about(signer).first().reason == "بند ۳"
    services.sign_signer(signer_id=signer.pk, actor=people.officer)
    services.reset_signer(signer_id=signer.pk, actor=people.officer, reason="اشتباه")
    signer.refresh_from_db()
    assert (signer.state, signer.signed_on) == ("waiting", None)
    with pytest.raises(IntegrityError, match="signed_has_its_day"), transaction.atomic():
        DocumentSigner.objects.filter(pk=signer.pk).update(state="signed")


def test_a_copy_of_a_licence_is_in_force_with_its_scan(people: SimpleNamespace) -> None:
    until = timezone.localdate() + timedelta(days=20)
    document = draft(
        UnitFactory(), people.officer, kind="licence", signers=[], scan=scan(), valid_until=until
    )
    assert document.state == D.IN_FORCE
    assert list(running_out(people.officer)) == [document]
    tasks = [t for t in selectors.waiting_for(people.officer) if t.kind == "document"]
    assert [task.due for task in tasks] == [until]


def test_it_runs_out_by_itself_and_takes_the_agreement_along(people: SimpleNamespace) -> None:
    unit = UnitFactory()
    document = draft(unit, people.officer)
    services.prepare_document(document_id=document.pk, actor=people.officer)
    sign_all(document, people.officer)
    last = timezone.localdate() + timedelta(days=1)
    services.enforce_document(
        document_id=document.pk, actor=people.officer, scan=scan(), valid_until=last
    )
    assert services.expire_documents(last) == 0
    assert services.expire_documents(last + timedelta(days=1)) == 1
    assert services.expire_documents(last + timedelta(days=1)) == 0
    document.refresh_from_db()
    unit.refresh_from_db()
    assert (document.state, unit.nda_signed_on) == (D.EXPIRED, None)


def test_cancelling_gives_way_to_the_agreement_before(people: SimpleNamespace) -> None:
    unit, officer = UnitFactory(), people.officer
    days = [timezone.localdate() - timedelta(days=n) for n in (40, 2)]
    papers = []
    for day in days:
        document = draft(unit, officer)
        services.prepare_document(document_id=document.pk, actor=officer)
        sign_all(document, officer, day)
        services.enforce_document(document_id=document.pk, actor=officer, scan=scan())
        papers.append(document)
    unit.refresh_from_db()
    assert unit.nda_signed_on == days[1]
    services.cancel_document(document_id=papers[1].pk, actor=officer, reason="باطل شد")
    unit.refresh_from_db()
    assert unit.nda_signed_on == days[0]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"signers": SIGNERS[:1]}, "Name who signs"),
        ({"signers": []}, "Name who signs"),
    ],
)
def test_an_agreement_needs_both_sides(
    more: dict[str, Any], message: str, people: SimpleNamespace
) -> None:
    document = draft(UnitFactory(), people.officer, **more)
    with pytest.raises(DomainError, match=message):
        services.prepare_document(document_id=document.pk, actor=people.officer)


def test_bad_dates_numbers_and_files_are_refused(people: SimpleNamespace) -> None:
    unit, today = UnitFactory(), timezone.localdate()
    with pytest.raises(DomainError, match="before it begins"):
        draft(unit, people.officer, valid_from=today, valid_until=today - timedelta(days=1))
    draft(unit, people.officer, number="A-1")
    with pytest.raises(DomainError, match="number"):
        draft(unit, people.officer, number="A-1")
    with pytest.raises(FileRefused):
        draft(unit, people.officer, kind="licence", scan=upload("scan.pdf", b"MZ no pdf"))
    with pytest.raises(NotAllowed):
        draft(unit, UnitPersonFactory(unit=unit).user)


def test_office_and_deciders_see_a_paper_and_nobody_else(people: SimpleNamespace) -> None:
    unit = UnitFactory()
    roles = {role: UnitPersonFactory(unit=unit, role=role).user for role in PersonRole}
    document = draft(unit, people.officer)

    def seers() -> set[str]:
        users = {**roles, "office": people.officer, "liaison": people.liaison}
        users["other"] = UnitPersonFactory().user
        visible = UnitDocument.objects.visible_to
        return {name for name, user in users.items() if visible(user).filter(pk=document.pk)}

    assert seers() == {"office"}
    services.prepare_document(document_id=document.pk, actor=people.officer)
    assert seers() == {"office", PersonRole.MANAGER, PersonRole.OWNER}
