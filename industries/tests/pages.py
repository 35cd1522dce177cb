"""Opening the room's pages in tests."""

from typing import Any

from django.urls import reverse

SIGNERS = [
    {"party": "unit", "name": "گام‌آرا", "position": "مدیر"},
    {"party": "office", "name": "آذر", "position": "مدیر دفتر"},
]


def url(name: str, *args: int) -> str:
    return reverse(f"industries:{name}", args=args)


def page(client: Any, user: Any, address: str) -> str:
    type(user).objects.filter(pk=user.pk).update(language="en")
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def status(client: Any, address: str) -> int:
    """The answer's status; a file that is sent is read to its end, which closes it."""
    answer = client.get(address)
    if answer.streaming:
        b"".join(answer)
    return answer.status_code


def rows(prefix: str, *values: dict[str, Any], initial: int = 0) -> dict[str, Any]:
    data: dict[str, Any] = {
        f"{prefix}-TOTAL_FORMS": len(values),
        f"{prefix}-INITIAL_FORMS": initial,
        f"{prefix}-MIN_NUM_FORMS": 0,
        f"{prefix}-MAX_NUM_FORMS": 20,
    }
    for place, row in enumerate(values):
        data |= {f"{prefix}-{place}-{name}": value for name, value in row.items()}
    return data
