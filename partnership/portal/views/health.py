"""Is it alive, is it ready, what does it measure: for the machines that watch over it."""

import hmac

import redis
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

_migrated: list[bool] = []


@never_cache
@require_safe
def show_health(request: HttpRequest) -> HttpResponse:
    """200 while the process answers at all."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_safe
def show_readiness(request: HttpRequest) -> HttpResponse:
    """200 when the database answers and is migrated; says whether the broker is there.

    A missing broker does not make the site unready: letters wait in their rows.
    """
    with connection.cursor() as cursor:
        cursor.execute("select 1")
    ready = _is_migrated()
    body = {"database": True, "migrated": ready, "broker": _broker_answers()}
    return JsonResponse(body, status=200 if ready else 503)


def _is_migrated() -> bool:
    """Asked of the database until it is true, then remembered for the life of the process."""
    if not _migrated:
        executor = MigrationExecutor(connection)
        if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
            _migrated.append(True)
    return bool(_migrated)


def _broker_answers() -> bool:
    try:
        return bool(caches["default"]._cache.get_client().ping())
    except (redis.RedisError, OSError):
        return False


@never_cache
@require_safe
def show_metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus figures for whoever holds METRICS_TOKEN; for others there is no such page."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    token = settings.METRICS_TOKEN
    if not token or not hmac.compare_digest(given.encode(), token.encode()):
        raise Http404
    return HttpResponse(generate_latest(), content_type=CONTENT_TYPE_LATEST)
