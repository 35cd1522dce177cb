"""What was noted before: the author does the next action; a unit that declined has some cause."""

from django.db import migrations


def fill(apps, schema_editor):
    notes = apps.get_model("industries", "ContactNote")
    for note in notes.objects.filter(next_action_on__isnull=False, assignee=None).iterator():
        note.assignee_id = note.author_id
        note.save(update_fields=["assignee"])
    notes.objects.filter(outcome="declined", decline_cause="").update(decline_cause="other")


class Migration(migrations.Migration):
    dependencies = [("industries", "0010_units_products_papers")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
