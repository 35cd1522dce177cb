"""The public door: enrol, or go on with one's application."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView, View

from partnership.accounts.services import announce_account
from partnership.accounts.views.sign_up import continue_sign_up, pretend_sign_up
from partnership.core.errors import DomainError
from partnership.core.limits import HOUR, is_within, refuse
from partnership.core.receipts import KeyReused, answer_once
from partnership.core.views import UNPROCESSABLE, add_domain_error
from partnership.programme.models import Round
from students import services
from students.enums import ENROLMENT_EDITABLE, EnrolmentState
from students.forms import EnrolForm
from students.selectors import barred_until_for, current_enrolment
from students.selectors.drafts import cv_of
from students.selectors.people import owners_of
from students.selectors.wishes import lost_wishes
from students.services import NewerDraft
from students.views.keeping import DraftKeeper, give_key

#: Drafts saved by one address in a minute: several people behind it, each every second or so.
SAVES_PER_MINUTE = 60


class EnrolDoor(View):
    """What the form and its draft share: the round, the application, who may write."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Only while the call is open, and only for people who may still write."""
        self.round = Round.objects.current()
        self.enrolment = current_enrolment(request.user)
        refusal = self.refusal()
        if refusal is not None:
            return refusal
        self.keeper = DraftKeeper(request, self.round)
        return self.keeper.finish(View.dispatch(self, request, *args, **kwargs))

    def refusal(self) -> HttpResponse | None:
        """The page for whoever cannot write now."""
        if self.enrolment and self.enrolment.state not in ENROLMENT_EDITABLE:
            return redirect(self.enrolment)
        is_returned = self.enrolment is not None and self.enrolment.state == EnrolmentState.RETURNED
        if self.round is None or not (is_returned or self.round.is_enrolling()):
            return render(self.request, "students/enrol_closed.html", {"round": self.round})
        if self.request.user.is_authenticated and self.request.user.is_office:
            return redirect("students:list_enrolments")
        barred = None if is_returned else barred_until_for(self.request.user, self.round)
        if barred is not None:
            context = {"round": self.round, "barred_until": barred}
            return render(self.request, "students/enrol_closed.html", context)
        return None

    def form_options(self) -> dict[str, Any]:
        """The form knows who writes, what was written before, and what was typed last."""
        person = self.request.user if self.request.user.is_authenticated else None
        return {"person": person, "enrolment": self.enrolment, "draft": self.keeper.draft}


@method_decorator(never_cache, name="dispatch")
@method_decorator(sensitive_post_parameters("password", "national_id"), name="dispatch")
class EnrolView(EnrolDoor, FormView):
    """Account and application in one page; signed-in students write or correct theirs here."""

    form_class = EnrolForm
    template_name = "students/enrol.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add what the form knows of its writer."""
        return {**super().get_form_kwargs(), **self.form_options()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The round, the draft, and what the office wants corrected."""
        is_returned = self.enrolment is not None and self.enrolment.state == EnrolmentState.RETURNED
        return super().get_context_data(
            round=self.round,
            enrolment=self.enrolment,
            is_returned=is_returned,
            lost_wishes=lost_wishes(self.enrolment) if self.enrolment else [],
            draft=self.keeper.draft,
            version=self.keeper.version,
            cv=cv_of(self.keeper.draft) or cv_of(self.enrolment),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send, keep a draft, or start afresh; whatever the answer, the words are kept."""
        action = request.POST.get("action")
        if action == "forget":
            self.keeper.discard()
            return redirect("students:enrol")
        if self.keeper.is_signed_out:
            return self._ask_to_sign_in()
        if action == "draft":
            return self._keep_draft()
        if not self._is_within_limit():
            self.keeper.keep_anyway()
            return refuse(request, seconds=HOUR, back_url=request.path)
        if self._is_overtaken():
            return self._show_overtaken()
        return super().post(request, *args, **kwargs)

    def _is_within_limit(self) -> bool:
        """So many per hour from one address; whoever has signed in is counted alone."""
        who = self.request.user.pk if self.request.user.is_authenticated else ""
        limit = settings.PUBLIC_FORMS_PER_HOUR
        return is_within(self.request, "enrol", per_hour=limit, who=who)

    def _ask_to_sign_in(self) -> HttpResponse:
        """The session ended while the form was open: keep the words, ask to sign in."""
        self.keeper.keep_anyway()
        messages.info(
            self.request,
            _("Your session had ended. What you typed is kept; sign in and go on."),
        )
        return redirect_to_login(self.request.path)

    def _keep_draft(self) -> HttpResponse:
        """The draft button: nothing is checked, nothing is lost."""
        if not is_within(self.request, "draft", SAVES_PER_MINUTE):
            return refuse(self.request, back_url=self.request.path)
        try:
            self.keeper.keep()
        except NewerDraft:
            return self._show_overtaken()
        except DomainError as error:
            form = self.get_form()
            add_domain_error(form, error)
            return self.form_invalid(form, keep=False)
        form = self.get_form()
        form.is_valid()
        self.keeper.keep_cv(form.cleaned_data.get("cv"))
        if "cv" in form.errors:
            messages.warning(self.request, " ".join(form.errors["cv"]))
        messages.success(self.request, _("Your draft is saved. The office does not see it yet."))
        return redirect("students:enrol")

    def _is_overtaken(self) -> bool:
        """Whether another tab saved other words after this page was made."""
        try:
            self.keeper.keep()
        except NewerDraft:
            return True
        except DomainError:
            return False
        return False

    def _show_overtaken(self) -> HttpResponse:
        """The form as it was sent, with the choice; sending it once more is meant."""
        form = self.get_form()
        return self.render_to_response(
            self.get_context_data(form=form, is_overtaken=True), status=409
        )

    def form_valid(self, form: EnrolForm) -> HttpResponse:
        """Once per form, however often it is sent."""
        act = self._save if self.request.user.is_authenticated else self._open_account
        acted: list[bool] = []

        def once() -> HttpResponse:
            acted.append(True)
            return act(form)

        try:
            response = answer_once(self.request, form, once)
            return response if acted else self._repeat(response)
        except KeyReused as error:
            add_domain_error(form, error)
            return self.render_to_response(self.get_context_data(form=form), status=409)
        except DomainError as error:
            add_domain_error(form, error)
            return self.form_invalid(form)

    def form_invalid(self, form: EnrolForm, *, keep: bool = True) -> HttpResponse:
        """The form again, everything kept but the password; a good CV stays too."""
        if keep:
            self.keeper.keep_cv(getattr(form, "cleaned_data", {}).get("cv"))
        return self.render_to_response(self.get_context_data(form=form), status=UNPROCESSABLE)

    def _save(self, form: EnrolForm) -> HttpResponse:
        """Write the signed-in student's application and send it."""
        user = self.request.user
        with transaction.atomic():
            enrolment = services.save_enrolment(
                user_id=user.pk,
                actor=user,
                profile=form.profile(),
                application=form.application(kept_cv=services.read_cv(self.keeper.draft)),
            )
            services.submit_enrolment(enrolment_id=enrolment.pk, actor=user)
            self.keeper.discard()
        messages.success(self.request, _("Your application is with the office."))
        return redirect(enrolment)

    def _open_account(self, form: EnrolForm) -> HttpResponse:
        """A new account with its application; whoever has one already is told by letter only.

        The answer is the same page either way, so nobody learns whose numbers are known. The
        owner of the account finds the words again after signing in with the same device.
        """
        profile, email = form.profile(), form.cleaned_data["email"]
        try:
            enrolment = services.enrol_student(
                email=email,
                password=form.cleaned_data["password"],
                profile=profile,
                application=form.application(kept_cv=services.read_cv(self.keeper.draft)),
                language=(get_language() or "")[:2],
            )
        except DomainError:
            owners = owners_of(
                email=email,
                mobile=profile.mobile,
                student_number=profile.student_number,
                national_id=profile.national_id,
            )
            if not owners:
                raise
            for owner in owners:
                if owner.email and owner.email != email.lower():
                    announce_account(email=owner.email)
            services.seal_draft(round_id=self.round.pk, secret=self.keeper.secret)
            return self._with_key(pretend_sign_up(self.request, email=email))
        self.keeper.discard()
        return self._with_key(
            continue_sign_up(
                self.request, enrolment.student.user, next_url=enrolment.get_absolute_url()
            )
        )

    def _repeat(self, response: HttpResponse) -> HttpResponse:
        """The same form again: what its second posting left behind goes the way of the first."""
        if self.request.user.is_authenticated:
            self.keeper.discard()
            return response
        services.seal_draft(round_id=self.round.pk, secret=self.keeper.secret)
        return self._with_key(response)

    def _with_key(self, response: HttpResponse) -> HttpResponse:
        """Both answers carry the same cookie; only one of them still opens something."""
        give_key(response, self.keeper.secret or services.new_secret())
        return response
