"""Public home, my work, the obstacles report, health, the style guide."""

from django.conf import settings
from django.urls import path

from partnership.portal import views

app_name = "portal"

urlpatterns = [
    path("", views.show_home, name="show_home"),
    path("me/", views.show_me, name="show_me"),
    path("me/obstacles/", views.show_obstacles, name="show_obstacles"),
    path("healthz", views.show_health, name="show_health"),
    path("readyz", views.show_readiness, name="show_readiness"),
    path("metrics", views.show_metrics, name="show_metrics"),
]
if settings.STYLEGUIDE:
    urlpatterns.append(path("styleguide/", views.show_styleguide, name="show_styleguide"))
