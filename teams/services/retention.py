"""How long weekly reports are kept."""

from django.apps import apps
from django.contrib.contenttypes.models import ContentType

from partnership.core.erasure import drop_events
from partnership.core.retention import REPORTS_KEPT, before, rule
from partnership.documents.models import StoredFile
from partnership.documents.services import erase_files
from teams.models import WeeklyReport

_NOTHING = "–"


@rule("teams.weekly_reports")
def empty_old_reports(dry_run: bool) -> int:
    """Words and attachments of reports of five years ago; the confirmed hours stay."""
    moment = before(REPORTS_KEPT)
    old = WeeklyReport.objects.filter(created_at__lt=moment).exclude(body=_NOTHING)
    if dry_run:
        return old.count()
    keys = list(old.values_list("pk", flat=True))
    of_reports = ContentType.objects.get_for_model(WeeklyReport)
    erase_files(StoredFile.objects.filter(owner_type=of_reports, owner_id__in=keys))
    WeeklyReport.objects.filter(pk__in=keys).update(
        body=_NOTHING, professor_comment="", translations={}
    )
    drop_events(apps.get_model("teams", "WeeklyReportEvent"), keys)
    return len(keys)
