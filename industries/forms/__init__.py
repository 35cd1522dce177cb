"""Forms of units, problems and meetings."""
