"""The whole programme walked through in a real browser, on real processes."""
