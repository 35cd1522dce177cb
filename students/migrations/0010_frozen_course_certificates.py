from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("students", "0009_majors_of_lists")]

    operations = [
        migrations.AddField(
            model_name="coursecompletion",
            name="snapshot",
            field=models.JSONField(default=dict, editable=False),
        ),
        migrations.AddField(
            model_name="coursecompletion",
            name="snapshot_hash",
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
    ]
