"""Pages of a unit's papers."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import DetailView

from industries.enums import DocumentState
from industries.forms import documents as forms
from industries.models import DocumentSigner, IndustrialUnit, UnitDocument
from industries.services import documents as services
from industries.views.facts import others_words, with_moves
from industries.views.problems import pdf_answer
from industries.views.units import CONFLICT, OfUnitView
from industries.workflow import document as workflow
from partnership.accounts.enums import Role
from partnership.accounts.selectors import people_with_role
from partnership.core.jalali import format_date
from partnership.core.views import MoveView, SignedInMixin, VisibleMixin

#: As it stands on the Persian paper, whatever language the officer reads.
HEAD_POSITION, MANAGER_POSITION = "مدیر دفتر ارتباط با صنعت", "مدیر"


class AddDocumentView(OfUnitView):
    """Record a paper: an agreement to be signed, or a copy with its scan."""

    permission = "industries.manage_documents"
    template_name = "industries/document_form.html"
    form_class = forms.NewDocumentForm
    title = gettext_lazy("Add a paper")

    def get_initial(self) -> dict[str, Any]:
        """The kind named in the address, if it is one."""
        return {"kind": self.request.GET.get("kind", "")}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Whoever signs as a rule stands in the rows already."""
        manager = self.unit.manager
        head = people_with_role(Role.HEAD).order_by("pk").first() or self.request.user
        rows = [
            {
                "party": "unit",
                "name": manager.name_fa if manager else "",
                "position": (manager.title_fa or MANAGER_POSITION) if manager else "",
            },
            {"party": "office", "name": head.name_in("fa"), "position": HEAD_POSITION},
        ]
        return {**super().get_form_kwargs(), "row_initial": {"signers": rows}}

    def act(self, form: Any) -> UnitDocument:
        """Record it."""
        columns = {name: value for name, value in form.cleaned_data.items() if name != "seen"}
        self.made = services.create_document(
            unit_id=self.unit.pk, actor=self.request.user, **columns
        )
        return self.made

    def answer(self, result: Any) -> HttpResponse:
        """On to the paper."""
        return super(OfUnitView, self).answer(self.made)


class EditDocumentView(OfUnitView):
    """Change a draft."""

    permission = "industries.manage_documents"
    template_name = "industries/document_form.html"
    form_class = forms.DocumentForm
    title = gettext_lazy("Edit the paper")

    @cached_property
    def document(self) -> UnitDocument:
        """The paper of the address, or 404."""
        rows = UnitDocument.objects.visible_to(self.request.user).select_related("unit")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @cached_property
    def unit(self) -> IndustrialUnit:  # type: ignore[override]
        """The paper's unit."""
        return self.document.unit

    def get_form_kwargs(self) -> dict[str, Any]:
        """Start from what is there."""
        instance = UnitDocument.objects.visible_to(self.request.user).get(pk=self.document.pk)
        return {**super().get_form_kwargs(), "instance": instance}

    def act(self, form: Any) -> UnitDocument:
        """Save."""
        return services.update_document(
            document_id=self.document.pk, actor=self.request.user, **form.cleaned_data
        )

    def answer(self, result: Any) -> HttpResponse:
        """Back to the paper."""
        return super(OfUnitView, self).answer(self.document)

    def render_to_response(self, context: dict[str, Any], **options: Any) -> HttpResponse:
        """Somebody saved in between: their words beside what was typed."""
        if options.get("status") == CONFLICT:
            visible = UnitDocument.objects.visible_to(self.request.user)
            form, now = context["form"], visible.get(pk=self.document.pk)
            context["others"] = others_words(form, now)
            form.data = form.data.copy()
            form.data["seen"] = now.updated_at.isoformat()
        return super().render_to_response(context, **options)


class DocumentView(VisibleMixin, DetailView):
    """A paper: how it stands, who has signed, the scan."""

    model = UnitDocument
    template_name = "industries/document.html"
    context_object_name = "document"

    def get_queryset(self) -> QuerySet:
        """Visible ones with their unit."""
        return super().get_queryset().select_related("unit", "recorded_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Facts, signers with what may be recorded, files."""
        document, user = self.object, self.request.user
        signers = document.signers.visible_to(user)
        is_out = document.state == DocumentState.SIGNING
        return super().get_context_data(
            facts=_facts(document),
            signers=with_moves(signers, user) if is_out else list(signers),
            is_out=is_out,
            scans=services.scans_of(document),
            can_edit=user.has_perm("industries.manage_documents", document)
            and document.state == DocumentState.DRAFT,
            can_print=bool(document.snapshot),
            **kwargs,
        )


def _facts(document: UnitDocument) -> list[dict[str, Any]]:
    rows = [
        (_("kind"), document.get_kind_display(), False),
        (_("number"), document.number, True),
        (_("valid from"), format_date(document.valid_from), False),
        (_("valid until"), format_date(document.valid_until), False),
        (_("note"), document.note, False),
    ]
    return [
        {"label": capfirst(label), "value": value, "ltr": ltr}
        for label, value, ltr in rows
        if value
    ]


class DocumentPaperView(SignedInMixin, View):
    """The paper to print and sign, always from its fixed text."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The PDF; 404 before the text is fixed."""
        document = get_object_or_404(UnitDocument.objects.visible_to(request.user), pk=pk)
        words = document.snapshot.get((get_language() or "fa")[:2])
        if not words:
            raise Http404(_("The text of this paper is not fixed yet."))
        boxes = words["boxes"]
        return pdf_answer(
            "industries/paper/document.html",
            f"{document.number}.pdf",
            {
                **words,
                "number": document.snapshot["number"],
                "date": date.fromisoformat(document.snapshot["date"]),
                "is_void": document.state == DocumentState.CANCELLED,
                "signature_rows": [boxes[start : start + 3] for start in range(0, len(boxes), 3)],
            },
        )


class EnforceDocumentView(MoveView):
    """The signed scan is here."""

    model, move, form_class = UnitDocument, workflow.ENFORCE, forms.EnforceForm
    service = staticmethod(services.enforce_document)


class SignSignerView(MoveView):
    """Somebody has signed on paper."""

    model, move, form_class = DocumentSigner, workflow.SIGN, forms.SignForm
    service = staticmethod(services.sign_signer)


def _move(model: Any, move: Any, service: Any) -> Any:
    return MoveView.as_view(model=model, move=move, service=staticmethod(service))


prepare_document = _move(UnitDocument, workflow.PREPARE, services.prepare_document)
recall_document = _move(UnitDocument, workflow.RECALL, services.recall_document)
cancel_document = _move(UnitDocument, workflow.CANCEL, services.cancel_document)
refuse_signer = _move(DocumentSigner, workflow.REFUSE, services.refuse_signer)
reset_signer = _move(DocumentSigner, workflow.RESET, services.reset_signer)
