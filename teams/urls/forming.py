"""Addresses of professors, teams, letters, visits and assessments."""

urlpatterns: list = []
