"""Public home, my work, health."""

app_name = "portal"

urlpatterns: list = []
