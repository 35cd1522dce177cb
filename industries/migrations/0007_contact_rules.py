"""A contact says why it was declined, who acts next and what came of it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("industries", "0006_bring_rows_of_old")]

    operations = [
        migrations.AddConstraint(
            model_name="contactnote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "declined"), _negated=True),
                    models.Q(("decline_cause", ""), _negated=True),
                    _connector="OR",
                ),
                name="declined_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactnote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("assignee__isnull", False), ("next_action_on__isnull", False)),
                    models.Q(
                        ("assignee__isnull", True),
                        ("next_action", ""),
                        ("next_action_on__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="next_action_when_and_who",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactnote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_at__isnull", True),
                    models.Q(
                        ("closed_by__isnull", False),
                        ("next_action_on__isnull", False),
                        models.Q(("result", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="closed_action_says_what_came",
            ),
        ),
    ]
