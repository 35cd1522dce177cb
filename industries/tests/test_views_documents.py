"""Papers of units on their pages."""

from types import SimpleNamespace
from typing import Any

import pytest

from industries.enums import PersonRole
from industries.models import UnitDocument
from industries.tests.factories import (
    UnitFactory,
    UnitPersonFactory,
)
from industries.tests.pages import SIGNERS, rows, status, url
from partnership.documents.models import StoredFile
from partnership.documents.tests.samples import pdf, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


class TestDocuments:
    def _new(self, client: Any, unit: Any, **more: Any) -> Any:
        return client.post(
            url("add_document", unit.pk), {"kind": "nda", **rows("signers", *SIGNERS), **more}
        )

    def test_the_whole_way_in_the_browser(self, client: Any, people: SimpleNamespace) -> None:
        unit = UnitFactory()
        manager = UnitPersonFactory(unit=unit).user
        client.force_login(people.officer)
        assert client.get(url("add_document", unit.pk)).status_code == 200
        assert self._new(client, unit).status_code == 302
        document = UnitDocument.objects.get()
        assert client.get(url("print_document", document.pk)).status_code == 404
        assert client.post(url("prepare_document", document.pk)).status_code == 302
        paper = client.get(url("print_document", document.pk))
        assert paper.content.startswith(b"%PDF")
        assert client.get(url("edit_document", document.pk)).status_code == 200
        assert (
            client.post(
                url("edit_document", document.pk), {"kind": "nda", **rows("signers", *SIGNERS)}
            ).status_code
            == 409
        )
        for signer in document.signers.all():
            form = {"signed_on": "1405/08/20"}
            assert client.post(url("sign_signer", signer.pk), form).status_code == 302
        enforce = url("enforce_document", document.pk)
        assert client.post(enforce).status_code == 422
        assert client.post(enforce, {"scan": upload("a.pdf", b"MZ")}).status_code == 422
        scan = {"scan": upload("a.pdf", pdf()), "valid_until": "1410/01/01"}
        assert client.post(enforce, scan).status_code == 302
        stored = StoredFile.objects.get()
        unit.refresh_from_db()
        assert unit.nda_signed_on.isoformat() == "2026-11-11"
        seen = {}
        others = {
            "manager": manager,
            "supervisor": UnitPersonFactory(unit=unit, role=PersonRole.SUPERVISOR).user,
            "other": UnitPersonFactory().user,
            "liaison": people.liaison,
            "officer": people.officer,
        }
        for name, user in others.items():
            client.force_login(user)
            seen[name] = [
                status(client, address)
                for address in (
                    document.get_absolute_url(),
                    url("print_document", document.pk),
                    stored.get_absolute_url(),
                )
            ]
        assert seen == {
            "manager": [200] * 3,
            "supervisor": [404] * 3,
            "other": [404] * 3,
            "liaison": [404] * 3,
            "officer": [200] * 3,
        }
        client.force_login(manager)
        assert client.get(url("cancel_document", document.pk)).status_code == 403

    def test_a_copy_needs_its_scan(self, client: Any, people: SimpleNamespace) -> None:
        unit = UnitFactory()
        client.force_login(people.officer)
        assert self._new(client, unit, kind="licence").status_code == 422
        scan = upload("a.pdf", pdf())
        assert self._new(client, unit, kind="licence", scan=scan).status_code == 302
        assert UnitDocument.objects.get().state == "in_force"

    @pytest.mark.parametrize(
        "bad",
        [
            {"kind": "passport"},
            {"valid_from": "1405/13/01"},
            {"valid_from": "1405/02/01", "valid_until": "1405/01/01"},
            {"terms": "ب" * 10_000},
            rows("signers", SIGNERS[0]),
            rows("signers", SIGNERS[0], {"party": "office", "name": "", "position": "بی‌نام"}),
        ],
    )
    def test_bad_input_is_refused(
        self, bad: dict[str, Any], client: Any, people: SimpleNamespace
    ) -> None:
        client.force_login(people.officer)
        assert self._new(client, UnitFactory(), **bad).status_code == 422
        assert not UnitDocument.objects.exists()

    def test_sent_twice_counts_once(self, client: Any, people: SimpleNamespace) -> None:
        unit = UnitFactory()
        client.force_login(people.officer)
        key = "6ff4a5a2-58d5-4a3e-9f1c-2f3a1a6b7c02"
        answers = [self._new(client, unit, form_key=key) for _again in range(3)]
        assert len({answer.url for answer in answers}) == 1
        assert UnitDocument.objects.count() == 1
