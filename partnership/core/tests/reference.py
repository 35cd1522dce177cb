"""The test vectors of the project's reference data, read once."""

import json
from pathlib import Path

VECTORS: dict = json.loads(
    (Path(__file__).parents[2] / "demo" / "data" / "reference.json").read_text(encoding="utf-8")
)["test_vectors"]
