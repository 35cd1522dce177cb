"""Addresses of solutions, decisions, execution, hours and evaluation."""

urlpatterns: list = []
