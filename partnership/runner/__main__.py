"""Entry of `./dev`: loads this folder as a package of its own.

Importing it as `partnership.runner` would import the project, and with it Celery, before the
virtual environment exists.
"""

import importlib.util
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent

if __name__ == "__main__":
    # Our folder must not shadow modules of the standard library.
    sys.path = [entry for entry in sys.path if Path(entry or ".").resolve() != HERE]
    spec = importlib.util.spec_from_file_location(
        "runner", HERE / "__init__.py", submodule_search_locations=[str(HERE)]
    )
    package = importlib.util.module_from_spec(spec)
    sys.modules["runner"] = package
    spec.loader.exec_module(package)
    sys.exit(importlib.import_module("runner.cli").main(sys.argv[1:]))
