"""The office's admin: five doors to every model, all of them for officers and the head alone.

Others are sent to the office's sign-in, which refuses whoever has signed in already. What has a
history is not deleted: the page says so (403).
"""

from django.db.models import Model

from industries.models import IndustrialUnit
from partnership.core.admin import office_site
from partnership.notifications.models import EmailTemplate
from partnership.testing.doors.people import NOBODY, OFFICE, SIGNED_IN
from partnership.testing.doors.shape import Door
from teams.models import Professor

OTHERS = SIGNED_IN - OFFICE
#: Deleting the office’s own words for a letter brings the house’s words back.
DELETED = frozenset({EmailTemplate})
#: Made by a form of their own with checks the admin does not know.
OPENED_ELSEWHERE: frozenset[type[Model]] = frozenset({IndustrialUnit, Professor})


def _name(model: type[Model], page: str) -> str:
    return f"office:{model._meta.app_label}_{model._meta.model_name}_{page}"


def _five(model: type[Model]) -> list[Door]:
    """List, new, one, its history, its deletion."""
    admin = office_site._registry[model]
    key = f"any {model._meta.label_lower}"
    adds = not getattr(admin, "read_only", False) and model not in OPENED_ELSEWHERE
    gone = OFFICE if model in DELETED else NOBODY
    return [
        Door(_name(model, "changelist"), ok=OFFICE, sent=OTHERS),
        Door(
            _name(model, "add"),
            ok=OFFICE if adds else NOBODY,
            no=NOBODY if adds else OFFICE,
            sent=OTHERS,
        ),
        Door(_name(model, "change"), key, ok=OFFICE, sent=OTHERS),
        Door(_name(model, "history"), key, ok=OFFICE, sent=OTHERS, only_get=True),
        Door(_name(model, "delete"), key, ok=gone, no=OFFICE - gone, sent=OTHERS),
    ]


DOORS = [
    Door("office:index", ok=OFFICE, sent=OTHERS, only_get=True),
    Door("office:app_list", ok=OFFICE, sent=OTHERS, kwargs={"app_label": "teams"}, only_get=True),
    Door("office:jsi18n", ok=OFFICE, sent=OTHERS, only_get=True),
    Door("office:login", sent=OFFICE, no=OTHERS, only_get=True),
    Door("office:logout", sent=SIGNED_IN, only_post=True),
    Door("office:password_change", ok=OFFICE, sent=OTHERS),
    Door("office:password_change_done", ok=OFFICE, sent=OTHERS, only_get=True),
    # Without saying for which field it serves nobody.
    Door("office:autocomplete", no=OFFICE, sent=OTHERS, only_get=True),
    Door(
        "office:view_on_site",
        kwargs={"content_type_id": 1, "object_id": 1},
        shut=OFFICE,
        sent=OTHERS,
        only_get=True,
    ),
    Door(
        "office:notifications_delivery_as_sent", "delivery", ok=OFFICE, sent=OTHERS, only_get=True
    ),
    *[door for model in sorted(office_site._registry, key=str) for door in _five(model)],
]
