"""What the room's pages share."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from partnership.core.errors import NotAllowed, WrongState
from partnership.core.views import MoveView, ServiceFormView
from teams.models import Team


class TeamFormView(ServiceFormView):
    """A form about one visible team: 404, then the right (403), then the state (409)."""

    permission = ""
    states: frozenset[str] = frozenset()
    template_name = "teams/form.html"
    title: Any = ""
    submit_label: Any = ""
    sentence: Any = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask before anything is shown or done."""
        if request.user.is_authenticated:
            self.team = self.find_team()
            self.require_right()
            if self.states and self.team.state not in self.states:
                raise WrongState(
                    _("This is not possible while the team is “%(state)s”.")
                    % {"state": self.team.get_state_display()}
                )
        return super().dispatch(request, *args, **kwargs)

    def find_team(self) -> Team:
        """The team of the address, if this person may see it."""
        rows = Team.objects.visible_to(self.request.user).select_related(
            "round__term", "problem__unit", "professor__user"
        )
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def require_right(self) -> None:
        """403 with a sentence."""
        if self.permission and not self.request.user.has_perm(self.permission, self.team):
            raise NotAllowed(_("You see this team, but this step is for other roles."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Title, the way back, the button's word."""
        return super().get_context_data(
            team=self.team,
            title=self.title,
            sentence=self.sentence or self.team,
            back_url=self.team.get_absolute_url(),
            back_label=self.team,
            submit_label=self.submit_label or _("Save"),
            **kwargs,
        )


class LeavingMoveView(MoveView):
    """A move after which the actor may no longer see the object: on to “my work”."""

    def answer(self, result: Any) -> HttpResponse:
        """The team’s page if it is still visible, else the own page."""
        team = result if isinstance(result, Team) else result.team
        if Team.objects.visible_to(self.request.user).filter(pk=team.pk).exists():
            return super().answer(result)
        return HttpResponseRedirect("/me/")
