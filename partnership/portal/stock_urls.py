"""The yardstick of `./dev bench`: what a plain Django page costs."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from partnership.core.models import ActionLog

ROWS = (
    "<table>{% for row in rows %}<tr><td>{{ row.verb }}</td><td>{{ row.at }}</td></tr>"
    "{% endfor %}</table>"
)


def show_rows(request: HttpRequest) -> HttpResponse:
    """25 rows of one table for whoever is signed in."""
    template = engines["django"].from_string(ROWS)
    rows = ActionLog.objects.all()[:25] if request.user.is_authenticated else []
    return HttpResponse(template.render({"rows": rows}))


urlpatterns = [path("", show_rows)]
