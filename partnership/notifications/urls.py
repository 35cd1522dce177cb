"""The inbox at /inbox/."""

from django.urls import path

from partnership.notifications import views

app_name = "notifications"

urlpatterns = [
    path("inbox/", views.ListMessagesView.as_view(), name="list_messages"),
    path("inbox/<int:pk>/", views.OpenMessageView.as_view(), name="open_message"),
    path("inbox/read/", views.MarkAllReadView.as_view(), name="mark_all_read"),
    path("inbox/preferences/", views.SetPreferencesView.as_view(), name="set_preferences"),
]
