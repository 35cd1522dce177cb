"""Erasing a person's words from what is otherwise only ever added to.

The log (`ActionLog`) is append-only by trigger. Erasure is the one documented way past it – see
decision 0005: rows stay, so that counts and the order of steps stay; words and values in them go.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import pgtrigger
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast

from partnership.core.models import ActionLog

#: Shorter words would be found in everything.
SHORTEST = 5


def scrub_log(objects: Iterable[models.Model], words: Sequence[str] = ()) -> int:
    """Empty reason and data of log rows about these objects, or that hold one of the words."""
    about = Q(pk__in=[])
    for obj in objects:
        about |= Q(content_type=ContentType.objects.get_for_model(obj), object_id=obj.pk)
    rows = ActionLog.objects.annotate(said=Cast("data", models.TextField()))
    told = about | holding(words, "reason", "said")
    with pgtrigger.ignore("core.ActionLog:append_only"):
        keys = list(rows.filter(told).values_list("pk", flat=True))
        return ActionLog.objects.filter(pk__in=keys).update(reason="", data={})


def delete_log_before(moment: Any, *, kept_rooms: Iterable[str]) -> int:
    """Delete log rows older than a moment, but for those about objects of the rooms named."""
    old = ActionLog.objects.filter(at__lt=moment).exclude(content_type__app_label__in=kept_rooms)
    with pgtrigger.ignore("core.ActionLog:append_only"):
        # One statement: the collector would read what hangs on each row, and nothing does.
        return old._raw_delete(old.db)


def drop_events(event_model: type[models.Model], keys: Iterable[int]) -> int:
    """Delete the history rows of objects by their keys; what they were is what is erased."""
    return event_model._default_manager.filter(pgh_obj_id__in=list(keys)).delete()[0]


def holding(words: Sequence[str], *columns: str) -> Q:
    """Rows in which one of the columns contains one of the words."""
    found = Q(pk__in=[])
    for word in words:
        if len(word) >= SHORTEST:
            for column in columns:
                found |= Q(**{f"{column}__contains": word})
    return found
