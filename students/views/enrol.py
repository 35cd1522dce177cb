"""The public door: enrol, or go on with one's application."""

from typing import Any

from django.contrib import messages
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
from partnership.core.receipts import KeyReused, answer_once
from partnership.core.views import UNPROCESSABLE, add_domain_error
from partnership.programme.models import Round
from students import services
from students.enums import ENROLMENT_EDITABLE, EnrolmentState
from students.forms import EnrolForm
from students.selectors import current_enrolment
from students.selectors.people import owners_of


@method_decorator(never_cache, name="dispatch")
@method_decorator(sensitive_post_parameters("password", "national_id"), name="dispatch")
class EnrolView(FormView):
    """Account and application in one page; signed-in students write or correct theirs here."""

    form_class = EnrolForm
    template_name = "students/enrol.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Only while the call is open, and only for people who may still write."""
        self.round = Round.objects.current()
        self.enrolment = current_enrolment(request.user)
        if self.enrolment and self.enrolment.state not in ENROLMENT_EDITABLE:
            return redirect(self.enrolment)
        is_returned = self.enrolment is not None and self.enrolment.state == EnrolmentState.RETURNED
        if self.round is None or not (is_returned or self.round.is_enrolling()):
            return render(request, "students/enrol_closed.html", {"round": self.round})
        if request.user.is_authenticated and request.user.is_office:
            return redirect("students:list_enrolments")
        return View.dispatch(self, request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form knows who writes, and what was written before."""
        person = self.request.user if self.request.user.is_authenticated else None
        return {**super().get_form_kwargs(), "person": person, "enrolment": self.enrolment}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The round, and what the office wants corrected."""
        return super().get_context_data(round=self.round, enrolment=self.enrolment, **kwargs)

    def form_valid(self, form: EnrolForm) -> HttpResponse:
        """Once per form, however often it is sent."""
        act = self._save if self.request.user.is_authenticated else self._open_account
        try:
            return answer_once(self.request, form, lambda: act(form))
        except KeyReused as error:
            add_domain_error(form, error)
            return self.render_to_response(self.get_context_data(form=form), status=409)
        except DomainError as error:
            add_domain_error(form, error)
            return self.form_invalid(form)

    def form_invalid(self, form: EnrolForm) -> HttpResponse:
        """The form again, everything kept but the password."""
        return self.render_to_response(self.get_context_data(form=form), status=UNPROCESSABLE)

    def _save(self, form: EnrolForm) -> HttpResponse:
        """Write the signed-in student's application, and send it unless it stays a draft."""
        user = self.request.user
        with transaction.atomic():
            enrolment = services.save_enrolment(
                user_id=user.pk, actor=user, profile=form.profile(), application=form.application()
            )
            if not form.is_draft:
                services.submit_enrolment(enrolment_id=enrolment.pk, actor=user)
        if form.is_draft:
            messages.success(
                self.request, _("Your draft is saved. The office does not see it yet.")
            )
            return redirect("students:enrol")
        messages.success(self.request, _("Your application is with the office."))
        return redirect(enrolment)

    def _open_account(self, form: EnrolForm) -> HttpResponse:
        """A new account with its application; whoever has one already is told by letter only.

        The answer is the same page either way, so nobody learns whose numbers are known.
        """
        profile, email = form.profile(), form.cleaned_data["email"]
        try:
            enrolment = services.enrol_student(
                email=email,
                password=form.cleaned_data["password"],
                profile=profile,
                application=form.application(),
                language=(get_language() or "")[:2],
                submit=not form.is_draft,
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
            return pretend_sign_up(self.request, email=email)
        return continue_sign_up(
            self.request, enrolment.student.user, next_url=enrolment.get_absolute_url()
        )
