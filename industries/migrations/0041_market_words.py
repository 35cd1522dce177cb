"""Give the problems that are there already the words they are found by."""

from django.db import migrations

from industries.models.words import SEARCH_COLUMNS, desk_words_of, words_of


def fill(apps, schema_editor):
    problems = apps.get_model("industries", "Problem").objects
    related = problems.select_related("category", "secondary_category", "unit__place", "unit__isic")
    rows = related.prefetch_related("majors", "required_skills__skill")
    for problem in rows.iterator(chunk_size=500):
        problem.public_words = words_of(problem)
        problem.desk_words = desk_words_of(problem)
        problem.save(update_fields=SEARCH_COLUMNS)


class Migration(migrations.Migration):
    dependencies = [("industries", "0040_market_search")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
