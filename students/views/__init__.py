"""Doors of the students' room."""
