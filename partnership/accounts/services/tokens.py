"""Secrets that stand in letters: only their hash is stored."""

import hashlib
import secrets


def new_token() -> str:
    """256 random bits, fit for an address."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """What the database knows of a token. A fast hash is enough: the token itself is random."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
