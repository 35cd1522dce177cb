"""Drafts of the enrolment form: saved while typing, gone on with on another device."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from partnership.core.errors import DomainError
from partnership.core.identifiers import normalise_crockford_code
from partnership.core.jalali import format_time
from partnership.core.limits import HOUR, MINUTE, is_within, refuse
from partnership.core.qr import qr_markup
from partnership.programme.models import Round
from students import services
from students.forms import EnrolForm
from students.forms.draft_link import DraftLinkForm
from students.forms.enrol_steps import REVIEW, STEPS
from students.forms.enrol_summary import summary_of
from students.selectors.drafts import cv_of, draft_for
from students.services import NewerDraft
from students.services.drafts import SECRET_LENGTH
from students.views.enrol import SAVES_PER_MINUTE, EnrolDoor
from students.views.keeping import give_key

#: Letters with the link that one address, or one e-mail, may ask for in an hour.
LETTERS_PER_HOUR = 3


@method_decorator(never_cache, name="dispatch")
@method_decorator(sensitive_post_parameters("password", "national_id"), name="dispatch")
class SaveDraft(EnrolDoor):
    """Keep what was typed and say which fields of the step need another look; JSON only."""

    http_method_names = ["post"]

    def refusal(self) -> HttpResponse | None:
        """Too often, too late, or nothing of theirs to write."""
        if not is_within(self.request, "draft", SAVES_PER_MINUTE):
            answer = _say(_("Saving pauses for a moment. What you type stays here."), status=429)
            answer["Retry-After"] = str(MINUTE)
            return answer
        refusal = super().refusal()
        if refusal is None:
            return None
        return _say(
            _("This form cannot be changed now."), status=409, url=refusal.get("Location", "")
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save first, then check: a mistake never costs a word."""
        try:
            draft = self.keeper.keep()
        except NewerDraft as newer:
            return _say(
                str(newer),
                status=409,
                version=newer.draft.version,
                clock=format_time(newer.draft.updated_at),
                overtaken=True,
            )
        except DomainError as error:
            return _say(str(error), status=413)
        answer: dict[str, Any] = {
            "version": draft.version,
            "clock": format_time(draft.updated_at),
            "signed_out": self.keeper.is_signed_out,
        }
        step = request.POST.get("check", "")
        if step or request.FILES or request.POST.get("remove_cv"):
            answer |= self._check(step)
        return JsonResponse(answer)

    def _check(self, step: str) -> dict[str, Any]:
        """Errors of one step, or of all with the summary; a sound CV is kept at once."""
        form = EnrolForm(self.request.POST, self.request.FILES, **self.form_options())
        form.is_valid()
        self.keeper.keep_cv(form.cleaned_data.get("cv"))
        cv = cv_of(self.keeper.draft) or cv_of(self.enrolment)
        fields = [name for s in STEPS if step in (s.key, REVIEW) for name in s.fields]
        answer: dict[str, Any] = {
            "errors": {name: list(form.errors[name]) for name in fields if name in form.errors},
            "cv": {"name": cv.name} if cv else None,
        }
        if self.request.FILES and "cv" in form.errors:
            answer["errors"]["cv"] = list(form.errors["cv"])
        if step == REVIEW:
            answer["summary"] = render_to_string(
                "students/parts/enrol_summary.html",
                {"steps": summary_of(form, cv)},
                request=self.request,
            )
        return answer


@method_decorator(never_cache, name="dispatch")
class ShareDraft(EnrolDoor):
    """Go on with another device: the link, as text, as a code to scan, as a letter."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The link of a visitor; whoever has an account simply signs in there."""
        return self._page(DraftLinkForm(initial={"email": self._typed_email()}))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Write the link to an e-mail."""
        form = DraftLinkForm(request.POST)
        if request.user.is_authenticated or self.keeper.draft is None:
            return self._page(form)
        if not form.is_valid():
            return self._page(form, status=422)
        email = form.cleaned_data["email"]
        limit = LETTERS_PER_HOUR
        if not (
            is_within(request, "draft_link", per_hour=limit)
            and is_within(request, "draft_link_to", per_hour=limit, who=email.lower())
        ):
            return refuse(request, seconds=HOUR, back_url=request.path)
        services.send_draft_link(
            draft_id=self.keeper.draft.pk,
            email=email,
            language=(get_language() or "")[:2],
            url=_path(self.keeper.secret),
        )
        return self._page(form, sent_to=email)

    def _typed_email(self) -> str:
        draft = self.keeper.draft
        return (draft.data.get("email") or [""])[0] if draft else ""

    def _page(self, form: DraftLinkForm, *, status: int = 200, **context: Any) -> HttpResponse:
        if not self.request.user.is_authenticated and self.keeper.draft is not None:
            link = settings.SITE_URL.rstrip("/") + _path(self.keeper.secret)
            context |= {"link": link, "qr": qr_markup(link), "draft": self.keeper.draft}
        page = {"form": form, "round": self.round, **context}
        return render(self.request, "students/share_draft.html", page, status=status)


@never_cache
def continue_draft(request: HttpRequest, secret: str) -> HttpResponse:
    """The link on the other device: say what it is, then give this device the key.

    Opening alone changes nothing, since programs that look at letters open links too.
    """
    if not is_within(request, "continue_draft", 30):
        return refuse(request)
    round_ = Round.objects.current()
    code = _secret(secret)
    draft = draft_for(round_id=round_.pk, user=None, secret=code) if round_ and code else None
    if draft is None:
        return render(request, "students/draft_gone.html", status=404)
    if request.method == "POST":
        response = redirect("students:enrol")
        give_key(response, code)
        return response
    return render(request, "students/continue_draft.html", {"draft": draft, "round": round_})


def _path(secret: str) -> str:
    """Address of the link, in groups of five to be typed."""
    groups = "-".join(secret[at : at + 5] for at in range(0, len(secret), 5))
    return reverse("students:continue_draft", kwargs={"secret": groups})


def _secret(typed: str) -> str:
    """The secret in canonical form; "" for what cannot be one."""
    try:
        return normalise_crockford_code(typed, length=SECRET_LENGTH)
    except ValidationError:
        return ""


def _say(message: str, *, status: int, **more: Any) -> JsonResponse:
    return JsonResponse({"message": message, **more}, status=status)
