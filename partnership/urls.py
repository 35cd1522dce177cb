"""Addresses: includes only."""

from django.urls import include, path

from partnership.core.admin import office_site

urlpatterns = [
    path("", include("partnership.portal.urls")),
    path("", include("partnership.accounts.urls")),
    path("", include("students.urls")),
    path("", include("industries.urls")),
    path("", include("teams.urls")),
    path("", include("certificates.urls")),
    path("", include("partnership.notifications.urls")),
    path("", include("partnership.documents.urls")),
    path("office/", office_site.urls),
]

handler400 = "partnership.portal.views.bad_request"
handler403 = "partnership.portal.views.forbidden"
handler404 = "partnership.portal.views.not_found"
handler500 = "partnership.portal.views.server_error"
