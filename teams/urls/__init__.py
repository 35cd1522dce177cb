"""Addresses of the room: forming and dispatch, then the work itself."""

from teams.urls import forming, work

app_name = "teams"

urlpatterns = [*forming.urlpatterns, *work.urlpatterns]
