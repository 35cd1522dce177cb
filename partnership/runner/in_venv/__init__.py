"""Scripts the runner starts with the virtual environment's Python; they use what is installed."""
