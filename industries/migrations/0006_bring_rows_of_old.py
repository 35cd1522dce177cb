"""Bring the rows that are there already into the new shape.

Contacts get who acts next, problems their keys, the words they are found by and their first
version; agendas become items, invitees of meetings that lie ahead count as told, resolutions of
final minutes get their numbers of the year in the order in which the minutes became final.
"""

from django.db import migrations

from industries.models.words import SEARCH_COLUMNS, desk_words_of, words_of
from partnership.core.jalali import jalali_year

PLAIN = (
    *("title", "detail", "public_title", "public_summary", "urgency", "confidentiality"),
    *("team_min", "team_max", "teams_wanted", "site_limits"),
)
RELATED = ("category", "secondary_category", "unit__place", "unit__isic")


def fill_contacts(apps, schema_editor):
    notes = apps.get_model("industries", "ContactNote").objects
    for note in notes.filter(next_action_on__isnull=False, assignee=None).iterator():
        note.assignee_id = note.author_id
        note.save(update_fields=["assignee"])
    notes.filter(outcome="declined", decline_cause="").update(decline_cause="other")


def fill_problems(apps, schema_editor):
    problems = apps.get_model("industries", "Problem").objects.select_related(*RELATED)
    revisions = apps.get_model("industries", "ProblemRevision").objects
    rows = problems.prefetch_related("majors", "required_skills__skill")
    for problem in rows.iterator(chunk_size=500):
        problem.public_words, problem.desk_words = words_of(problem), desk_words_of(problem)
        problem.save(update_fields=[*SEARCH_COLUMNS, "title_key", "public_key"])
        revisions.get_or_create(
            problem=problem,
            version=1,
            defaults={
                "content": _content_of(problem),
                "stamp": problem.updated_at.isoformat(),
                "author_id": problem.created_by_id,
                "created_at": problem.updated_at,
            },
        )


def _content_of(problem):
    due = problem.submission_deadline
    skills = problem.required_skills.values_list("skill_id", "min_level", "weight")
    return {
        **{name: getattr(problem, name) for name in PLAIN},
        "visit_days": list(problem.visit_days),
        "category": problem.category_id,
        "secondary_category": problem.secondary_category_id,
        "submission_deadline": due.isoformat() if due else None,
        "majors": sorted(problem.majors.values_list("pk", flat=True)),
        "skills": sorted(list(row) for row in skills),
        "baselines": [
            [row.kpi, row.unit_label, _figure(row.current), _figure(row.goal)]
            for row in problem.baselines.order_by("order", "pk")
        ],
    }


def _figure(value):
    if value is None:
        return None
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def fill_meetings(apps, schema_editor):
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
    _number_resolutions(apps)


def _number_resolutions(apps):
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


def bring_agendas_back(apps, schema_editor):
    meetings = apps.get_model("industries", "JointMeeting")
    items = apps.get_model("industries", "AgendaItem").objects
    for meeting in meetings.objects.all().iterator():
        titles = (
            items.filter(meeting_id=meeting.pk)
            .order_by("order", "pk")
            .values_list("title", flat=True)
        )
        meeting.agenda = "\n".join(titles)
        meeting.save(update_fields=["agenda"])


class Migration(migrations.Migration):
    dependencies = [("industries", "0005_industry_in_depth"), ("core", "0002_initial")]

    operations = [
        migrations.RunPython(fill_contacts, migrations.RunPython.noop),
        migrations.RunPython(fill_problems, migrations.RunPython.noop),
        migrations.RunPython(fill_meetings, bring_agendas_back),
    ]
