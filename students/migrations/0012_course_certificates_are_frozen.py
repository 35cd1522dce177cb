from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("students", "0011_freeze_course_certificates")]

    operations = [
        migrations.AddConstraint(
            model_name="coursecompletion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("code", None), models.Q(("snapshot_hash", ""), _negated=True), _connector="OR"
                ),
                name="course_certificate_is_frozen",
            ),
        ),
    ]
