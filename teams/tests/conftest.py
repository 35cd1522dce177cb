"""Fixtures of this room's tests."""

from typing import Any

import pytest


@pytest.fixture
def as_user(client: Any) -> Any:
    """Sign somebody in and return their browser."""

    def sign_in(user: Any) -> Any:
        client.force_login(user, backend="partnership.accounts.backends.IdentifierBackend")
        return client

    return sign_in
