"""Fixtures shared by the tests of all rooms."""
