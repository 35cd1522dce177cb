"""Addresses of the room."""

app_name = "students"

urlpatterns: list = []
