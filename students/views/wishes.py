"""The wishes of an accepted application, put in another order until teams stand."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from partnership.core.errors import NotAllowed, WrongState
from partnership.core.views import ServiceFormView
from students import services
from students.forms.wishes import WishesForm
from students.models import Enrolment
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
