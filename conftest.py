"""Fixtures of all rooms live in partnership.testing."""

pytest_plugins = ["partnership.testing.fixtures"]
