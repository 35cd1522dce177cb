"""Frozen facts: what a document was made from, and the hash that shows it was not touched."""

import hashlib
import json
from typing import Any


def digest(content: Any) -> str:
    """SHA-256 of the canonical JSON of frozen content, hexadecimal."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
