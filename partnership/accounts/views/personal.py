"""What the house keeps about the person who asks, to read and to take away."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView, View

from partnership.accounts import services
from partnership.core.limits import HOUR, is_within, refuse
from partnership.core.personal import collect
from partnership.core.views import SignedInMixin

#: Copies one person may take in an hour.
COPIES_PER_HOUR = 5


class MyData(SignedInMixin, TemplateView):
    """Every part of one's own data, and until when it is kept."""

    template_name = "accounts/my_data.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The parts."""
        return super().get_context_data(parts=collect(self.request.user), **kwargs)


@method_decorator(reauthentication_required, name="dispatch")
class ExportMyData(SignedInMixin, View):
    """The copy to take away; the password is asked for again when the sign-in is some time ago."""

    http_method_names = ("post", "options")

    def post(self, request: HttpRequest) -> HttpResponse:
        """A ZIP for whoever is signed in, about nobody else."""
        if not is_within(request, "my_data", per_hour=COPIES_PER_HOUR, who=request.user.pk):
            return refuse(request, seconds=HOUR)
        content = services.export_my_data(user_id=request.user.pk, actor=request.user)
        response = HttpResponse(content, content_type="application/zip")
        name = f"hamyar-data-{timezone.localdate().isoformat()}.zip"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Cache-Control"] = "no-store, private"
        return response
