"""Addresses under /files/."""

from django.urls import path

from partnership.documents.views import download_file

app_name = "documents"
urlpatterns = [path("files/<uuid:public_id>/", download_file, name="download_file")]
