"""The log holds no token and cannot be forged by what people type."""

import pytest

from partnership.settings.logs import keep_quiet


@pytest.mark.parametrize(
    "address",
    ["/l/Zm9vYmFy/", "/accounts/password/reset/key/1-abc-def/", "/accounts/invitation/Zm9vYmFy/"],
)
def test_tokens_stay_out_of_the_log(address):
    line = keep_quiet(None, "info", {"event": "request_started", "request": f"GET {address}"})
    assert "Zm9vYmFy" not in line["request"]
    assert "abc-def" not in line["request"]
    assert "GET /" in line["request"]


def test_a_name_cannot_begin_a_line_of_its_own():
    line = keep_quiet(None, "info", {"event": "x", "name": "a\nERROR forged\u2028b\u202ec\x1b[31m"})
    assert not set("\n\u2028\u202e\x1b") & set(line["name"])
