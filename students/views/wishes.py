"""The wishes of an accepted application, put in another order until teams stand."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views import View

from partnership.core.errors import DomainError, NotAllowed, WrongState
from partnership.core.numbers import format_number
from partnership.core.views import ServiceFormView, SignedInMixin, safe_next
from students import services
from students.forms.wishes import WishesForm
from students.models import Enrolment
from students.selectors import listed_problems
from students.selectors.wishes import lost_wishes, may_rank_wishes


class RankWishes(ServiceFormView):
    """The same cards and list as in the form of enrolment."""

    form_class = WishesForm
    template_name = "students/rank_wishes.html"
    success_message = _("Your wishes are saved.")
    enrolment: Enrolment

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Only the student's own, and only while it still counts."""
        if request.user.is_authenticated:
            rows = Enrolment.objects.visible_to(request.user).select_related("student", "round")
            self.enrolment = get_object_or_404(rows, pk=kwargs["pk"])
            if not request.user.has_perm("students.rank_wishes", self.enrolment):
                raise NotAllowed(_("Everybody writes their own application."))
            if not may_rank_wishes(self.enrolment):
                raise WrongState(
                    _("The wishes can no longer be changed; please write to the office.")
                )
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """The wishes as they stand."""
        wishes = self.enrolment.preferences.all()
        ranked = {f"preference_{wish.rank}": wish.problem_id for wish in wishes}
        return {"is_flexible": self.enrolment.is_flexible, **ranked}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The application the wishes belong to, and which of them fell away."""
        return super().get_context_data(
            enrolment=self.enrolment, lost_wishes=lost_wishes(self.enrolment), **kwargs
        )

    def act(self, form: WishesForm) -> Any:
        """One service call."""
        return services.rank_wishes(
            enrolment_id=self.enrolment.pk,
            actor=self.request.user,
            wishes=form.wishes(),
            is_flexible=form.cleaned_data["is_flexible"],
        )


class ChangeWish(SignedInMixin, View):
    """Two buttons on a problem's card: among my wishes, out of them."""

    adds = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A problem anybody may wish for, or one's own wish; only for applicants."""
        if request.user.is_authenticated:
            self.problem = get_object_or_404(listed_problems(), pk=kwargs["pk"])
            own = Enrolment.objects.visible_to(request.user).filter(student__user=request.user)
            if not own.filter(round__is_current=True).exists():
                raise NotAllowed(_("Only students with an application choose problems."))
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Choosing needs the button."""
        return redirect(self.problem)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One service call, and back to where the button was."""
        try:
            messages.success(request, str(self._act()))
        except DomainError as error:
            messages.error(request, str(error))
        return redirect(safe_next(request, self.problem.get_absolute_url()))

    def _act(self) -> Any:
        facts = {"title": self.problem.shown_title}
        if not self.adds:
            services.drop_wish(problem_id=self.problem.pk, actor=self.request.user)
            return _("“%(title)s” is no longer among your wishes.") % facts
        wish = services.add_wish(problem_id=self.problem.pk, actor=self.request.user)
        return _("“%(title)s” is your wish %(n)s.") % {**facts, "n": format_number(wish.rank)}
