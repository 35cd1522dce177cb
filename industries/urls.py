"""Addresses of the room."""

app_name = "industries"

urlpatterns: list = []
