"""A professor's word about a problem: two buttons on its card."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views import View

from industries.models import Problem
from partnership.core.errors import DomainError, NotAllowed
from partnership.core.views import SignedInMixin, safe_next
from teams.enums import Stance
from teams.models import ProfessorInterest
from teams.services import interest as services


class InterestView(SignedInMixin, View):
    """Would supervise it, has ties to the unit, or takes either back."""

    withdraws = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A problem this person sees, or has said a word about (404); professors only (403)."""
        if request.user.is_authenticated:
            own = ProfessorInterest.objects.visible_to(request.user)
            said = own.filter(professor__user=request.user, problem=kwargs["pk"])
            row = said.select_related("problem__category").first() if self.withdraws else None
            rows = Problem.objects.listed_for(request.user).select_related("category")
            self.problem = row.problem if row else get_object_or_404(rows, pk=kwargs["pk"])
            if not request.user.has_perm("teams.mark_interest"):
                raise NotAllowed(_("Only professors say which problems they would supervise."))
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Saying something needs the button."""
        return redirect(self.problem)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One service call, and back to where the button was."""
        try:
            messages.success(request, self._act())
        except DomainError as error:
            messages.error(request, str(error))
        return redirect(safe_next(request, self.problem.get_absolute_url()))

    def _act(self) -> str:
        pk, user = self.problem.pk, self.request.user
        if self.withdraws:
            services.withdraw_interest(problem_id=pk, actor=user)
            return _("Taken back.")
        has_ties = self.request.POST.get("stance") == Stance.TIES
        stance = Stance.TIES if has_ties else Stance.WOULD
        services.mark_interest(problem_id=pk, actor=user, stance=stance)
        if has_ties:
            return _("The office knows that you have ties to this unit.")
        return _("The office reads it when it forms the team.")
