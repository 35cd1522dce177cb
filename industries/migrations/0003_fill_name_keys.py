"""Give the units that are there already the key of their name."""

from django.db import migrations


def fill(apps, schema_editor):
    units = apps.get_model("industries", "IndustrialUnit")
    for unit in units.objects.all().iterator():
        unit.save(update_fields=["name_key"])


class Migration(migrations.Migration):
    dependencies = [("industries", "0002_units_by_name")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
