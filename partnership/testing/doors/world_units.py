"""What the doors of units need beside the cohort: a paper, a call to make, a double."""

from typing import Any

from django.utils import timezone

from industries.services.contacts import add_note
from industries.services.documents import create_document, prepare_document
from industries.tests.factories import UnitFactory


def add(world: Any, unit: Any) -> None:
    """An agreement out for signature, a call to make, and a second record of the unit."""
    officer = world.users["officer"]
    signers = [
        {"party": "unit", "name": str(unit.manager), "position": "مدیر"},
        {"party": "office", "name": str(world.users["head"]), "position": "مدیر دفتر"},
    ]
    document = create_document(unit_id=unit.pk, actor=officer, kind="nda", signers=signers)
    document = prepare_document(document_id=document.pk, actor=officer)
    contact = add_note(
        unit_id=unit.pk,
        actor=officer,
        kind="phone",
        outcome="call_back",
        note="مدیر در جلسه بود.",
        next_action="تماس دوباره",
        next_action_on=timezone.localdate(),
    )
    world.words["double"] = str(UnitFactory(name_fa=unit.name_fa, legal_id="").pk)
    world.things |= {
        "document": document,
        "signer": document.signers.first(),
        "contact": contact,
    }
