"""The office's staff, the observer, the liaison, the education officer."""

from django.conf import settings
from django.contrib.auth.hashers import make_password

from partnership.accounts.enums import Role
from partnership.accounts.models import User
from partnership.accounts.services import create_user
from partnership.demo.loader.base import Cohort

ROLES = {
    "iro_head": Role.HEAD,
    "iro_expert": Role.OFFICER,
    "president": Role.PRESIDENT,
    "wg_observer": Role.OBSERVER,
    "mimt_liaison": Role.LIAISON,
    "faculty_education": Role.EDUCATION,
}


def split(full: str) -> tuple[str, str]:
    """First and last name of a whole name; a bracketed sample name stays in one piece."""
    if full.startswith("("):
        return "", full.strip("()")
    first, _gap, last = full.partition(" ")
    return first, last


def load(cohort: Cohort) -> None:
    """One account for each person the file names in the office and beside it."""
    for item in cohort.data["staff"]:
        first_fa, last_fa = split(item["name"]["fa"])
        first_en, last_en = split(item["name"]["en"])
        user = account(
            item["email"],
            (ROLES[item["role"]],),
            first_name_fa=first_fa,
            last_name_fa=last_fa,
            first_name_en=first_en,
            last_name_en=last_en,
        )
        cohort.put(item["id"], user)


_hash: list[str] = []


def account(email: str, roles: tuple[str, ...], **fields: str | None) -> User:
    """An account with the demo's password (hashed once: the demo has a hundred of them)."""
    if not _hash:
        _hash.append(make_password(settings.DEMO_PASSWORD))
    user = create_user(email=email, roles=roles, verified=True, language="", **fields)
    User.objects.filter(pk=user.pk).update(password=_hash[0])
    return user
