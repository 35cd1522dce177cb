"""A verification code for every completed course there is."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from partnership.core.identifiers import generate_code


def fill(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Assign once; a code that is there stays."""
    model = apps.get_model("students", "CourseCompletion")
    for row in model.objects.filter(code=None).iterator():
        row.code = generate_code()
        row.save(update_fields=["code"])


class Migration(migrations.Migration):
    dependencies = [("students", "0005_review_batches")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
