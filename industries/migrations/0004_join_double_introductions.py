"""One letter of the Ministry introduces a unit once: doubles give their notes to the first."""

from django.db import migrations


def join_doubles(apps, schema_editor):
    introductions = apps.get_model("industries", "Introduction").objects
    first = {}
    for row in introductions.filter(kind="ministry").exclude(letter_no="").order_by("pk"):
        kept = first.setdefault((row.unit_id, row.letter_no), row)
        if kept.pk == row.pk:
            continue
        if row.note and row.note not in kept.note:
            kept.note = f"{kept.note} · {row.note}".strip(" ·")[:300]
            kept.save(update_fields=["note"])
        row.delete()


class Migration(migrations.Migration):
    dependencies = [("industries", "0003_fill_name_keys")]

    operations = [migrations.RunPython(join_doubles, migrations.RunPython.noop)]
