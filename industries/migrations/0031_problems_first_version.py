"""Give the problems that are there their keys for hints and their first version."""

from django.db import migrations

PLAIN = (
    *("title", "detail", "public_title", "public_summary", "urgency", "confidentiality"),
    *("team_min", "team_max", "teams_wanted", "site_limits"),
)


def figure(value):
    if value is None:
        return None
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def content_of(problem):
    due = problem.submission_deadline
    skills = problem.required_skills.values_list("skill_id", "min_level", "weight")
    return {
        **{name: getattr(problem, name) for name in PLAIN},
        "category": problem.category_id,
        "secondary_category": problem.secondary_category_id,
        "submission_deadline": due.isoformat() if due else None,
        "majors": sorted(problem.majors.values_list("pk", flat=True)),
        "skills": sorted(list(row) for row in skills),
        "baselines": [
            [row.kpi, row.unit_label, figure(row.current), figure(row.goal)]
            for row in problem.baselines.order_by("order", "pk")
        ],
    }


def fill(apps, schema_editor):
    problems = apps.get_model("industries", "Problem")
    revisions = apps.get_model("industries", "ProblemRevision")
    for problem in problems.objects.all().iterator():
        problem.save(update_fields=["title_key", "public_key"])
        revisions.objects.get_or_create(
            problem=problem,
            version=1,
            defaults={
                "content": content_of(problem),
                "stamp": problem.updated_at.isoformat(),
                "author_id": problem.created_by_id,
                "created_at": problem.updated_at,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("industries", "0030_problems_revisions")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
