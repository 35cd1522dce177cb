"""Bring the meetings that are there already into the new shape.

Agendas become items, invitees of meetings that lie ahead count as told, resolutions of final
minutes get their numbers of the year in the order in which the minutes became final.
"""

from django.db import migrations

from partnership.core.jalali import jalali_year


def forward(apps, schema_editor):
    meetings = apps.get_model("industries", "JointMeeting")
    items = apps.get_model("industries", "AgendaItem")
    invitees = apps.get_model("industries", "Invitee")
    for meeting in meetings.objects.all().iterator():
        english = (meeting.translations or {}).get("en", {}).get("agenda", "").splitlines()
        lines = [line.strip() for line in meeting.agenda.splitlines() if line.strip()]
        items.objects.bulk_create(
            items(
                meeting=meeting,
                order=order,
                title=line[:200],
                translations={"en": {"title": english[order].strip()[:200]}}
                if order < len(english) and english[order].strip()
                else {},
            )
            for order, line in enumerate(lines)
        )
        if meeting.state == "invited":
            invitees.objects.filter(meeting=meeting).update(told_sequence=meeting.sequence)
            meeting.announced = {
                "title": meeting.title,
                "starts_at": meeting.starts_at.isoformat(),
                "ends_at": meeting.ends_at.isoformat() if meeting.ends_at else "",
                "place": meeting.place,
                "agenda": lines,
            }
            meeting.save(update_fields=["announced"])
    meetings.objects.exclude(agenda="").update(agenda="")
    _number(apps)


def _number(apps):
    counters = apps.get_model("core", "Counter")
    resolutions = apps.get_model("industries", "Resolution")
    rows = resolutions.objects.filter(meeting__state="signed", serial="").select_related("meeting")
    last = {}
    for row in rows.order_by("meeting__state_changed_at", "meeting_id", "number"):
        year = jalali_year(row.meeting.state_changed_at)
        last[year] = last.get(year, 0) + 1
        row.serial = f"{year}-{last[year]:04}"
        row.save(update_fields=["serial"])
    for year, number in last.items():
        counters.objects.update_or_create(
            series="resolutions", year=year, defaults={"last": number}
        )


def backward(apps, schema_editor):
    meetings = apps.get_model("industries", "JointMeeting")
    for meeting in meetings.objects.all().iterator():
        titles = [item.title for item in meeting.items.order_by("order", "pk")]
        meeting.agenda = "\n".join(titles)
        meeting.save(update_fields=["agenda"])


class Migration(migrations.Migration):
    dependencies = [
        ("industries", "0051_meetings_at_work"),
        ("core", "0002_initial"),
    ]

    operations = [migrations.RunPython(forward, backward)]
