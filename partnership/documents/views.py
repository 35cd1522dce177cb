"""The one door to stored files."""

from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from partnership.documents.selectors import readable_file


@require_safe
def download_file(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Send a file to whoever its owner lets read it; for all others it does not exist.

    Whatever it is, it arrives as an attachment of a fixed type that no browser runs in our name.
    """
    stored = readable_file(public_id, request.user)
    if stored is None:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        raise Http404(_("There is no such file."))
    try:
        content = stored.file.open("rb")
    except FileNotFoundError as error:
        raise Http404(_("There is no such file.")) from error
    response = FileResponse(
        content, as_attachment=True, filename=stored.name, content_type=stored.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox; frame-ancestors 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
