"""Earlier versions of a problem: what differed, and the way back to one."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from industries.models import Problem, ProblemRevision
from industries.selectors.revisions import changes_between, versions_of
from industries.services.revisions import restore_version
from partnership.core.errors import NotAllowed
from partnership.core.forms import HamyarForm
from partnership.core.numbers import format_number
from partnership.core.views import ServiceFormView, SignedInMixin


class VersionsView(SignedInMixin, View):
    """Any two versions side by side; the last two without asking."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """`?from=2&to=5`; a number that is no version falls back to the last two."""
        problem = get_object_or_404(
            Problem.objects.visible_to(request.user).select_related("unit"), pk=pk
        )
        rows = versions_of(problem, request.user)
        by_number = {row.version: row for row in rows}
        newest = rows[0].version if rows else 0
        to = _asked(request, "to", by_number) or newest
        since = _asked(request, "from", by_number) or max(to - 1, 0)
        before, after = by_number.get(since), by_number.get(to)
        return render(
            request,
            "industries/versions.html",
            {
                "problem": problem,
                "versions": rows,
                "newest": newest,
                "before": before,
                "after": after,
                "changes": changes_between(before.content, after.content)
                if before and after
                else [],
                "can_restore": request.user.has_perm("industries.edit_problem", problem),
            },
        )


def _asked(request: HttpRequest, name: str, known: dict[int, ProblemRevision]) -> int | None:
    text = request.GET.get(name, "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
    return number if number in known else None


class RestoreForm(HamyarForm):
    """Nothing but the press of the button."""


class RestoreVersionView(ServiceFormView):
    """Write the words of an earlier version again."""

    template_name = "industries/restore_version.html"
    form_class = RestoreForm
    success_message = gettext_lazy("The earlier version is in force again, as a new version.")

    @cached_property
    def kept(self) -> ProblemRevision:
        """The version of the address, or 404."""
        rows = ProblemRevision.objects.visible_to(self.request.user).select_related("problem")
        return get_object_or_404(rows, problem=self.kwargs["pk"], version=self.kwargs["version"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Whoever may write on the problem now."""
        if request.user.is_authenticated and not request.user.has_perm(
            "industries.edit_problem", self.kept.problem
        ):
            raise NotAllowed(
                _(
                    "This problem is with the office now. "
                    "Ask a question there if something has changed."
                )
            )
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What would change."""
        kept, now = self.kept, self.kept.problem.revisions.first()
        return super().get_context_data(
            title=_("Restore version %(version)s") % {"version": format_number(kept.version)},
            problem=kept.problem,
            kept=kept,
            changes=changes_between(now.content if now else {}, kept.content),
            **kwargs,
        )

    def act(self, form: Any) -> Problem:
        """Restore it."""
        return restore_version(
            problem_id=self.kept.problem_id,
            actor=self.request.user,
            version=self.kept.version,
        )

    def answer(self, result: Problem) -> HttpResponse:
        """The problem as it stands now."""
        return HttpResponseRedirect(result.get_absolute_url())
