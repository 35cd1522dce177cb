"""The one reader of the environment."""

from pathlib import Path

import environ

ROOT = Path(__file__).resolve().parent.parent.parent

env = environ.Env()
environ.Env.read_env(ROOT / ".env", overwrite=False)

DEBUG: bool = env.bool("DEBUG", default=False)
DEMO: bool = env.bool("DEMO", default=False)
