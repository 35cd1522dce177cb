"""Units, lists, problems, the market and meetings in depth; rows of old follow in 0006."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import partnership.core.identifiers
import partnership.core.keys
import partnership.core.text


class Migration(migrations.Migration):
    dependencies = [
        ("industries", "0004_join_double_introductions"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("programme", "0003_problems_clocks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "translations",
                    models.JSONField(blank=True, default=dict, verbose_name="translations"),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("title", models.CharField(max_length=200, verbose_name="item")),
                (
                    "presenter",
                    models.CharField(blank=True, max_length=120, verbose_name="who presents it"),
                ),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(480),
                        ],
                        verbose_name="minutes planned",
                    ),
                ),
                (
                    "is_follow_up",
                    models.BooleanField(
                        default=False, verbose_name="follows up earlier resolutions"
                    ),
                ),
                (
                    "discussion",
                    models.TextField(blank=True, max_length=4000, verbose_name="what was said"),
                ),
            ],
            options={
                "verbose_name": "agenda item",
                "verbose_name_plural": "agenda items",
                "ordering": ("order", "pk"),
            },
        ),
        migrations.CreateModel(
            name="DetailRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "fields",
                    models.JSONField(blank=True, default=dict, verbose_name="fields to complete"),
                ),
                ("note", models.TextField(blank=True, max_length=1500, verbose_name="note")),
                (
                    "version",
                    models.PositiveIntegerField(default=0, verbose_name="version of the text"),
                ),
                (
                    "at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="asked on"
                    ),
                ),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="answered on"),
                ),
            ],
            options={
                "verbose_name": "request for detail",
                "verbose_name_plural": "requests for detail",
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="DocumentSigner",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                (
                    "state_changed_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now,
                        editable=False,
                        verbose_name="state since",
                    ),
                ),
                (
                    "party",
                    models.CharField(
                        choices=[
                            ("unit", "The industrial unit"),
                            ("office", "The Industry Relations Office"),
                            ("university", "The university"),
                            ("ministry", "The Ministry"),
                        ],
                        max_length=10,
                        verbose_name="for whom",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("position", models.CharField(blank=True, max_length=120, verbose_name="position")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Not signed yet"),
                            ("signed", "Signed on paper"),
                            ("refused", "Refused to sign"),
                        ],
                        default="waiting",
                        editable=False,
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="signed on")),
                ("order", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "verbose_name": "signer of a paper",
                "verbose_name_plural": "signers of papers",
                "ordering": ("order", "pk"),
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "said",
                    models.CharField(blank=True, max_length=1000, verbose_name="what was said"),
                ),
                (
                    "state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("in_follow_up", "In follow-up"),
                            ("done", "Done"),
                            ("not_done", "Not done"),
                        ],
                        max_length=14,
                        verbose_name="state",
                    ),
                ),
            ],
            options={
                "verbose_name": "follow-up in a meeting",
                "verbose_name_plural": "follow-ups in meetings",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="ListRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("row", models.PositiveIntegerField(verbose_name="row")),
                ("number", models.CharField(blank=True, max_length=40, verbose_name="number")),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                ("reasons", models.JSONField(blank=True, default=list, verbose_name="reasons")),
                ("is_doubtful", models.BooleanField(default=False, verbose_name="to be looked at")),
                ("is_taken", models.BooleanField(default=False, verbose_name="taken over")),
                (
                    "verdict",
                    models.CharField(
                        choices=[("added", "Added"), ("merged", "Merged"), ("refused", "Refused")],
                        max_length=10,
                        verbose_name="verdict",
                    ),
                ),
                ("changes", models.JSONField(blank=True, default=dict)),
                (
                    "invitation",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("pending", "Waiting to be sent"),
                            ("sent", "Invited"),
                            ("refused", "Not possible"),
                        ],
                        default="",
                        max_length=8,
                        verbose_name="invitation",
                    ),
                ),
                (
                    "invitation_note",
                    models.CharField(blank=True, max_length=300, verbose_name="why not"),
                ),
                (
                    "is_approving",
                    models.BooleanField(default=False, verbose_name="approve the unit too"),
                ),
            ],
            options={
                "verbose_name": "row of a list",
                "verbose_name_plural": "rows of lists",
                "ordering": ("handed", "row"),
            },
        ),
        migrations.CreateModel(
            name="MinistryList",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                (
                    "state_changed_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now,
                        editable=False,
                        verbose_name="state since",
                    ),
                ),
                ("columns", models.JSONField(blank=True, default=dict, verbose_name="columns")),
                (
                    "report",
                    models.JSONField(
                        blank=True, default=dict, editable=False, verbose_name="report"
                    ),
                ),
                (
                    "rows_total",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="rows"),
                ),
                (
                    "rows_done",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="rows read"
                    ),
                ),
                (
                    "error",
                    models.TextField(blank=True, editable=False, verbose_name="why it failed"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("units", "Units introduced"),
                            ("resolutions", "Resolutions of the working group"),
                        ],
                        default="units",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Waiting to be read"),
                            ("reading", "Being read"),
                            ("checked", "Checked, not taken over yet"),
                            ("applying", "Being taken over"),
                            ("stopped", "Stopped in between"),
                            ("applied", "Taken over"),
                            ("failed", "Not readable"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="queued",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("letter_no", models.CharField(max_length=40, verbose_name="letter number")),
                ("letter_date", models.DateField(verbose_name="letter date")),
                (
                    "session_no",
                    models.CharField(
                        blank=True, max_length=30, verbose_name="number of the session"
                    ),
                ),
                (
                    "session_date",
                    models.DateField(blank=True, null=True, verbose_name="date of the session"),
                ),
                ("sha256", models.CharField(blank=True, editable=False, max_length=64)),
                ("places", models.JSONField(blank=True, default=dict, editable=False)),
                ("isics", models.JSONField(blank=True, default=dict, editable=False)),
                ("categories", models.JSONField(blank=True, default=dict, editable=False)),
                (
                    "position",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="rows taken over"
                    ),
                ),
            ],
            options={
                "verbose_name": "list of the Ministry",
                "verbose_name_plural": "lists of the Ministry",
                "ordering": ("-created_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="MinutesSigner",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("title", models.CharField(blank=True, max_length=160, verbose_name="signs as")),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Not signed yet"),
                            ("signed", "Signed on paper"),
                            ("refused", "Refused to sign"),
                        ],
                        default="waiting",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="signed on")),
            ],
            options={
                "verbose_name": "signer of minutes",
                "verbose_name_plural": "signers of minutes",
                "ordering": ("order", "pk"),
            },
        ),
        migrations.CreateModel(
            name="MinutesVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                ("version", models.PositiveSmallIntegerField(verbose_name="version")),
                ("number", models.CharField(max_length=30, verbose_name="number of the minutes")),
                ("snapshot", models.JSONField(verbose_name="content")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
            ],
            options={
                "verbose_name": "version of minutes",
                "verbose_name_plural": "versions of minutes",
                "ordering": ("meeting", "-version"),
            },
        ),
        migrations.CreateModel(
            name="ProblemRevision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(verbose_name="version")),
                ("content", models.JSONField(default=dict, editable=False, verbose_name="content")),
                ("stamp", models.CharField(blank=True, editable=False, max_length=40)),
                (
                    "restored_from",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="restored from version"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="saved on"
                    ),
                ),
            ],
            options={
                "verbose_name": "version of a problem",
                "verbose_name_plural": "versions of problems",
                "ordering": ("-version",),
            },
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        editable=False, max_length=30, unique=True, verbose_name="number"
                    ),
                ),
                ("agency", models.CharField(max_length=160, verbose_name="responsible agency")),
                (
                    "request",
                    models.TextField(
                        max_length=1500, verbose_name="what is asked of the working group"
                    ),
                ),
                (
                    "snapshot",
                    models.JSONField(
                        default=dict, editable=False, verbose_name="the paper’s words"
                    ),
                ),
                ("referred_on", models.DateField(verbose_name="referred on")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("in_follow_up", "In follow-up"),
                            ("done", "Done"),
                            ("not_done", "Not done"),
                        ],
                        default="in_follow_up",
                        max_length=14,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "answer",
                    models.TextField(
                        blank=True, max_length=3000, verbose_name="answer of the working group"
                    ),
                ),
                (
                    "answer_no",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="number of the answer"
                    ),
                ),
                (
                    "answered_on",
                    models.DateField(blank=True, null=True, verbose_name="answered on"),
                ),
            ],
            options={
                "verbose_name": "referral to the working group",
                "verbose_name_plural": "referrals to the working group",
                "ordering": ("-referred_on", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="ResolutionNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                ("body", models.TextField(max_length=1500, verbose_name="what was done")),
                (
                    "percent",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="percent done",
                    ),
                ),
                (
                    "next_check_on",
                    models.DateField(blank=True, null=True, verbose_name="look again on"),
                ),
                (
                    "by_owner",
                    models.BooleanField(default=False, verbose_name="report of the owner"),
                ),
                ("claims_done", models.BooleanField(default=False, verbose_name="says it is done")),
            ],
            options={
                "verbose_name": "follow-up note",
                "verbose_name_plural": "follow-up notes",
                "ordering": ("-created_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="TriageCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "item",
                    models.CharField(
                        choices=[
                            ("reach", "It is within reach of a student team"),
                            ("figure", "A figure says how much it hurts"),
                            ("contact", "A contact person at the unit is named"),
                            ("access", "Access to the site and safety there are clear"),
                            ("data", "The data a team needs can be had"),
                            ("term", "It can be done within a term"),
                            ("public", "The public words give nothing away"),
                            ("category", "The category is the right one"),
                        ],
                        max_length=12,
                        verbose_name="point",
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No"), ("not_needed", "Not needed")],
                        max_length=10,
                        verbose_name="answer",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                (
                    "version",
                    models.PositiveIntegerField(default=0, verbose_name="version of the text"),
                ),
                (
                    "at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="checked on"
                    ),
                ),
            ],
            options={
                "verbose_name": "point of the review",
                "verbose_name_plural": "points of the review",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="UnitDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                (
                    "state_changed_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now,
                        editable=False,
                        verbose_name="state since",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("nda", "Confidentiality agreement"),
                            ("memorandum", "Memorandum of understanding"),
                            ("contract", "Contract"),
                            ("licence", "Licence"),
                            ("other", "Other paper"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("signing", "Out for signature"),
                            ("in_force", "In force"),
                            ("expired", "Expired"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        blank=True,
                        help_text="Empty: the next one of the year.",
                        max_length=40,
                        verbose_name="number",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="title")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="valid from")),
                (
                    "valid_until",
                    models.DateField(blank=True, null=True, verbose_name="valid until"),
                ),
                (
                    "terms",
                    models.TextField(
                        blank=True,
                        help_text="They follow the fixed text on the paper.",
                        max_length=3000,
                        verbose_name="further terms, one a line",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                ("snapshot", models.JSONField(default=dict, editable=False)),
                ("snapshot_hash", models.CharField(blank=True, editable=False, max_length=64)),
            ],
            options={
                "verbose_name": "paper of a unit",
                "verbose_name_plural": "papers of units",
                "ordering": ("-created_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="UnitDocumentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                (
                    "state_changed_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now,
                        editable=False,
                        verbose_name="state since",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("nda", "Confidentiality agreement"),
                            ("memorandum", "Memorandum of understanding"),
                            ("contract", "Contract"),
                            ("licence", "Licence"),
                            ("other", "Other paper"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("signing", "Out for signature"),
                            ("in_force", "In force"),
                            ("expired", "Expired"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        blank=True,
                        help_text="Empty: the next one of the year.",
                        max_length=40,
                        verbose_name="number",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="title")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="valid from")),
                (
                    "valid_until",
                    models.DateField(blank=True, null=True, verbose_name="valid until"),
                ),
                (
                    "terms",
                    models.TextField(
                        blank=True,
                        help_text="They follow the fixed text on the paper.",
                        max_length=3000,
                        verbose_name="further terms, one a line",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                ("snapshot", models.JSONField(default=dict, editable=False)),
                ("snapshot_hash", models.CharField(blank=True, editable=False, max_length=64)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="UnitProduct",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name_fa", models.CharField(max_length=200, verbose_name="Persian name")),
                (
                    "name_en",
                    models.CharField(blank=True, max_length=200, verbose_name="English name"),
                ),
                (
                    "measure",
                    models.CharField(blank=True, max_length=30, verbose_name="unit of measure"),
                ),
                (
                    "nominal",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=16,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="nominal capacity a year",
                    ),
                ),
                (
                    "actual",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=16,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="actual production a year",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "verbose_name": "product of a unit",
                "verbose_name_plural": "products of units",
                "ordering": ("order", "pk"),
            },
        ),
        migrations.AlterModelOptions(
            name="contactnote",
            options={
                "ordering": ("-created_at", "-pk"),
                "verbose_name": "contact note",
                "verbose_name_plural": "contact notes",
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="industrialunit",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="industrialunit",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="jointmeeting",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="jointmeeting",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="problem",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="problem",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="resolution",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="resolution",
            name="update_update",
        ),
        migrations.RemoveConstraint(
            model_name="invitee",
            name="invitee_person_or_unit",
        ),
        migrations.AddField(
            model_name="contactnote",
            name="assignee",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="contact_actions",
                to=settings.AUTH_USER_MODEL,
                verbose_name="who does it",
            ),
        ),
        migrations.AddField(
            model_name="contactnote",
            name="closed_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="closed at"
            ),
        ),
        migrations.AddField(
            model_name="contactnote",
            name="closed_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="closed by",
            ),
        ),
        migrations.AddField(
            model_name="contactnote",
            name="decline_cause",
            field=models.CharField(
                blank=True,
                choices=[
                    ("no_problem", "Has no problem to solve"),
                    ("no_time", "Has nobody with time for it"),
                    ("cost", "Cost of carrying a solution out"),
                    ("secrecy", "Worries about confidentiality"),
                    ("doubt", "Does not believe in it, or had a bad experience"),
                    ("closed_down", "Is not producing"),
                    ("other", "Other (see the note)"),
                ],
                max_length=12,
                verbose_name="why it was declined",
            ),
        ),
        migrations.AddField(
            model_name="contactnote",
            name="next_action",
            field=models.CharField(blank=True, max_length=200, verbose_name="next action"),
        ),
        migrations.AddField(
            model_name="contactnote",
            name="result",
            field=models.CharField(blank=True, max_length=500, verbose_name="what came of it"),
        ),
        migrations.AddField(
            model_name="industrialunit",
            name="former",
            field=models.TextField(
                blank=True, editable=False, verbose_name="former names and numbers"
            ),
        ),
        migrations.AddField(
            model_name="industrialunit",
            name="licence_department",
            field=models.CharField(blank=True, max_length=120, verbose_name="licence issued by"),
        ),
        migrations.AddField(
            model_name="industrialunit",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged_units",
                to="industries.industrialunit",
                verbose_name="merged into",
            ),
        ),
        migrations.AddField(
            model_name="industrialunit",
            name="product_code",
            field=models.CharField(
                blank=True,
                help_text="The longer code of the Ministry’s system, if the licence names one.",
                max_length=16,
                validators=[
                    django.core.validators.RegexValidator(
                        "^[0-9]{6,16}$", "A product code has 6 to 16 digits."
                    )
                ],
                verbose_name="product code",
            ),
        ),
        migrations.AddField(
            model_name="industrialunitevent",
            name="former",
            field=models.TextField(
                blank=True, editable=False, verbose_name="former names and numbers"
            ),
        ),
        migrations.AddField(
            model_name="industrialunitevent",
            name="licence_department",
            field=models.CharField(blank=True, max_length=120, verbose_name="licence issued by"),
        ),
        migrations.AddField(
            model_name="industrialunitevent",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="industries.industrialunit",
                verbose_name="merged into",
            ),
        ),
        migrations.AddField(
            model_name="industrialunitevent",
            name="product_code",
            field=models.CharField(
                blank=True,
                help_text="The longer code of the Ministry’s system, if the licence names one.",
                max_length=16,
                validators=[
                    django.core.validators.RegexValidator(
                        "^[0-9]{6,16}$", "A product code has 6 to 16 digits."
                    )
                ],
                verbose_name="product code",
            ),
        ),
        migrations.AddField(
            model_name="invitee",
            name="answered_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="answered at"
            ),
        ),
        migrations.AddField(
            model_name="invitee",
            name="came_late",
            field=models.BooleanField(default=False, verbose_name="came late"),
        ),
        migrations.AddField(
            model_name="invitee",
            name="came_uninvited",
            field=models.BooleanField(default=False, verbose_name="came without invitation"),
        ),
        migrations.AddField(
            model_name="invitee",
            name="deputy_mobile",
            field=models.CharField(
                blank=True,
                max_length=11,
                validators=[partnership.core.identifiers.validate_mobile],
                verbose_name="their mobile",
            ),
        ),
        migrations.AddField(
            model_name="invitee",
            name="deputy_name",
            field=models.CharField(blank=True, max_length=120, verbose_name="who comes instead"),
        ),
        migrations.AddField(
            model_name="invitee",
            name="email",
            field=models.EmailField(blank=True, max_length=254, verbose_name="e-mail"),
        ),
        migrations.AddField(
            model_name="invitee",
            name="mobile",
            field=models.CharField(
                blank=True,
                max_length=11,
                validators=[partnership.core.identifiers.validate_mobile],
                verbose_name="mobile",
            ),
        ),
        migrations.AddField(
            model_name="invitee",
            name="name",
            field=models.CharField(blank=True, max_length=120, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="invitee",
            name="organisation",
            field=models.CharField(blank=True, max_length=160, verbose_name="organisation"),
        ),
        migrations.AddField(
            model_name="invitee",
            name="position",
            field=models.CharField(blank=True, max_length=120, verbose_name="position"),
        ),
        migrations.AddField(
            model_name="invitee",
            name="removed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="taken off the list"),
        ),
        migrations.AddField(
            model_name="invitee",
            name="rsvp_note",
            field=models.CharField(
                blank=True, max_length=300, verbose_name="a word with the answer"
            ),
        ),
        migrations.AddField(
            model_name="invitee",
            name="told_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="told at"
            ),
        ),
        migrations.AddField(
            model_name="invitee",
            name="told_sequence",
            field=models.PositiveSmallIntegerField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="jointmeeting",
            name="announced",
            field=models.JSONField(
                blank=True, default=dict, editable=False, verbose_name="as announced"
            ),
        ),
        migrations.AddField(
            model_name="jointmeeting",
            name="follows",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="next_meetings",
                to="industries.jointmeeting",
                verbose_name="follows the meeting",
            ),
        ),
        migrations.AddField(
            model_name="jointmeetingevent",
            name="announced",
            field=models.JSONField(
                blank=True, default=dict, editable=False, verbose_name="as announced"
            ),
        ),
        migrations.AddField(
            model_name="jointmeetingevent",
            name="follows",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="industries.jointmeeting",
                verbose_name="follows the meeting",
            ),
        ),
        migrations.AddField(
            model_name="problem",
            name="desk_search",
            field=partnership.core.keys.KeyField(
                blank=True,
                default="",
                editable=False,
                make=partnership.core.text.search_document,
                of=(
                    "title",
                    "detail",
                    "public_title",
                    "public_summary",
                    "public_words",
                    "desk_words",
                ),
            ),
        ),
        migrations.AddField(
            model_name="problem",
            name="desk_words",
            field=models.TextField(blank=True, default="", editable=False),
        ),
        migrations.AddField(
            model_name="problem",
            name="public_key",
            field=partnership.core.keys.KeyField(
                blank=True,
                default="",
                editable=False,
                make=partnership.core.text.search_key,
                of=("public_title",),
            ),
        ),
        migrations.AddField(
            model_name="problem",
            name="public_words",
            field=models.TextField(blank=True, default="", editable=False),
        ),
        migrations.AddField(
            model_name="problem",
            name="title_key",
            field=partnership.core.keys.KeyField(
                blank=True,
                default="",
                editable=False,
                make=partnership.core.text.search_key,
                of=("title",),
            ),
        ),
        migrations.AddField(
            model_name="problem",
            name="visit_days",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("sat", "Saturday"),
                        ("sun", "Sunday"),
                        ("mon", "Monday"),
                        ("tue", "Tuesday"),
                        ("wed", "Wednesday"),
                        ("thu", "Thursday"),
                    ],
                    max_length=3,
                ),
                blank=True,
                default=list,
                size=None,
                verbose_name="days on which a team may come",
            ),
        ),
        migrations.AddField(
            model_name="problemevent",
            name="desk_search",
            field=partnership.core.keys.KeyField(
                blank=True,
                default="",
                editable=False,
                make=partnership.core.text.search_document,
                of=(
                    "title",
                    "detail",
                    "public_title",
                    "public_summary",
                    "public_words",
                    "desk_words",
                ),
            ),
        ),
        migrations.AddField(
            model_name="problemevent",
            name="desk_words",
            field=models.TextField(blank=True, default="", editable=False),
        ),
        migrations.AddField(
            model_name="problemevent",
            name="public_key",
            field=partnership.core.keys.KeyField(
                blank=True,
                default="",
                editable=False,
                make=partnership.core.text.search_key,
                of=("public_title",),
            ),
        ),
        migrations.AddField(
            model_name="problemevent",
            name="public_words",
            field=models.TextField(blank=True, default="", editable=False),
        ),
        migrations.AddField(
            model_name="problemevent",
            name="title_key",
            field=partnership.core.keys.KeyField(
                blank=True,
                default="",
                editable=False,
                make=partnership.core.text.search_key,
                of=("title",),
            ),
        ),
        migrations.AddField(
            model_name="problemevent",
            name="visit_days",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("sat", "Saturday"),
                        ("sun", "Sunday"),
                        ("mon", "Monday"),
                        ("tue", "Tuesday"),
                        ("wed", "Wednesday"),
                        ("thu", "Thursday"),
                    ],
                    max_length=3,
                ),
                blank=True,
                default=list,
                size=None,
                verbose_name="days on which a team may come",
            ),
        ),
        migrations.AddField(
            model_name="problemmessage",
            name="wants_answer",
            field=models.BooleanField(default=True, editable=False, verbose_name="wants an answer"),
        ),
        migrations.AddField(
            model_name="resolution",
            name="about_unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="resolutions_about",
                to="industries.industrialunit",
                verbose_name="unit it is about",
            ),
        ),
        migrations.AddField(
            model_name="resolution",
            name="owner_text",
            field=models.CharField(blank=True, max_length=160, verbose_name="body that owns it"),
        ),
        migrations.AddField(
            model_name="resolution",
            name="serial",
            field=models.CharField(
                blank=True, editable=False, max_length=20, verbose_name="number of the year"
            ),
        ),
        migrations.AddField(
            model_name="resolutionevent",
            name="about_unit",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="industries.industrialunit",
                verbose_name="unit it is about",
            ),
        ),
        migrations.AddField(
            model_name="resolutionevent",
            name="owner_text",
            field=models.CharField(blank=True, max_length=160, verbose_name="body that owns it"),
        ),
        migrations.AddField(
            model_name="resolutionevent",
            name="serial",
            field=models.CharField(
                blank=True, editable=False, max_length=20, verbose_name="number of the year"
            ),
        ),
        migrations.AlterField(
            model_name="industrialunit",
            name="search",
            field=partnership.core.keys.KeyField(
                blank=True,
                default="",
                editable=False,
                make=partnership.core.text.search_document,
                of=("name_fa", "name_en", "legal_id", "licence_no", "former"),
            ),
        ),
        migrations.AlterField(
            model_name="industrialunit",
            name="state",
            field=models.CharField(
                choices=[
                    ("registered", "Registered itself"),
                    ("introduced", "Introduced"),
                    ("under_review", "Under review"),
                    ("active", "Active"),
                    ("suspended", "Suspended"),
                    ("closed", "Closed"),
                    ("rejected", "Rejected"),
                    ("merged", "Merged into another"),
                ],
                default="registered",
                editable=False,
                max_length=14,
                verbose_name="state",
            ),
        ),
        migrations.AlterField(
            model_name="industrialunitevent",
            name="search",
            field=partnership.core.keys.KeyField(
                blank=True,
                default="",
                editable=False,
                make=partnership.core.text.search_document,
                of=("name_fa", "name_en", "legal_id", "licence_no", "former"),
            ),
        ),
        migrations.AlterField(
            model_name="industrialunitevent",
            name="state",
            field=models.CharField(
                choices=[
                    ("registered", "Registered itself"),
                    ("introduced", "Introduced"),
                    ("under_review", "Under review"),
                    ("active", "Active"),
                    ("suspended", "Suspended"),
                    ("closed", "Closed"),
                    ("rejected", "Rejected"),
                    ("merged", "Merged into another"),
                ],
                default="registered",
                editable=False,
                max_length=14,
                verbose_name="state",
            ),
        ),
        migrations.AlterField(
            model_name="invitee",
            name="rsvp",
            field=models.CharField(
                choices=[
                    ("pending", "No answer yet"),
                    ("yes", "Will come"),
                    ("no", "Cannot come"),
                    ("deputy", "Somebody comes in their place"),
                ],
                default="pending",
                max_length=8,
                verbose_name="answer",
            ),
        ),
        migrations.AlterField(
            model_name="jointmeeting",
            name="agenda",
            field=models.TextField(blank=True, max_length=3000, verbose_name="agenda in words"),
        ),
        migrations.AlterField(
            model_name="jointmeeting",
            name="kind",
            field=models.CharField(
                choices=[
                    ("joint", "Joint meeting"),
                    ("assessment_debrief", "Assessment debrief"),
                    ("solution_selection", "Selection of a solution"),
                    ("working_group", "Session of the working group"),
                ],
                default="joint",
                max_length=20,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="jointmeeting",
            name="state",
            field=models.CharField(
                choices=[
                    ("planned", "Planned"),
                    ("invited", "Invitations sent"),
                    ("held", "Held"),
                    ("signed", "Minutes final"),
                    ("archived", "Signed scan kept"),
                    ("cancelled", "Cancelled"),
                ],
                default="planned",
                editable=False,
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.AlterField(
            model_name="jointmeetingevent",
            name="agenda",
            field=models.TextField(blank=True, max_length=3000, verbose_name="agenda in words"),
        ),
        migrations.AlterField(
            model_name="jointmeetingevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("joint", "Joint meeting"),
                    ("assessment_debrief", "Assessment debrief"),
                    ("solution_selection", "Selection of a solution"),
                    ("working_group", "Session of the working group"),
                ],
                default="joint",
                max_length=20,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="jointmeetingevent",
            name="state",
            field=models.CharField(
                choices=[
                    ("planned", "Planned"),
                    ("invited", "Invitations sent"),
                    ("held", "Held"),
                    ("signed", "Minutes final"),
                    ("archived", "Signed scan kept"),
                    ("cancelled", "Cancelled"),
                ],
                default="planned",
                editable=False,
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.AlterField(
            model_name="problem",
            name="search",
            field=partnership.core.keys.KeyField(
                blank=True,
                default="",
                editable=False,
                make=partnership.core.text.search_document,
                of=("public_title", "public_summary", "public_words"),
            ),
        ),
        migrations.AlterField(
            model_name="problemevent",
            name="search",
            field=partnership.core.keys.KeyField(
                blank=True,
                default="",
                editable=False,
                make=partnership.core.text.search_document,
                of=("public_title", "public_summary", "public_words"),
            ),
        ),
        migrations.AlterField(
            model_name="problemmessage",
            name="audience",
            field=models.CharField(
                choices=[
                    ("unit", "The unit and the office"),
                    ("office", "The office only"),
                    ("professors", "Professors too"),
                    ("undertaken", "Professors, and students who gave the undertaking"),
                    ("everybody", "Everybody who sees the problem"),
                ],
                default="unit",
                max_length=12,
                verbose_name="who reads it",
            ),
        ),
        migrations.AddIndex(
            model_name="contactnote",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", True), ("next_action_on__isnull", False)),
                fields=["assignee", "next_action_on"],
                name="contact_awaiting",
            ),
        ),
        migrations.AddIndex(
            model_name="problem",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["title_key"], name="problem_title_key", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AddIndex(
            model_name="problem",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["public_key"], name="problem_public_key", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AddIndex(
            model_name="problem",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["desk_search"], name="problem_desk_search", opclasses=["gin_trgm_ops"]
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="industrialunit",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "industries_industrialunitevent" ("address", "created_at", "email", "employees", "former", "id", "isic_id", "legal_id", "licence_department", "licence_issued_on", "licence_kind", "licence_no", "max_teams", "merged_into_id", "name_en", "name_fa", "name_key", "named_in_reports", "names_on_certificates", "nda_signed_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "place_id", "postal_code", "product_code", "products", "products_en", "registration_no", "search", "shifts", "sort_name", "state", "state_changed_at", "updated_at") VALUES (NEW."address", NEW."created_at", NEW."email", NEW."employees", NEW."former", NEW."id", NEW."isic_id", NEW."legal_id", NEW."licence_department", NEW."licence_issued_on", NEW."licence_kind", NEW."licence_no", NEW."max_teams", NEW."merged_into_id", NEW."name_en", NEW."name_fa", NEW."name_key", NEW."named_in_reports", NEW."names_on_certificates", NEW."nda_signed_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."place_id", NEW."postal_code", NEW."product_code", NEW."products", NEW."products_en", NEW."registration_no", NEW."search", NEW."shifts", NEW."sort_name", NEW."state", NEW."state_changed_at", NEW."updated_at"); RETURN NULL;',
                    hash="f2e3e1e536dfa9b4433ad53c775a10223c16a019",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_4f390",
                    table="industries_industrialunit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="industrialunit",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "industries_industrialunitevent" ("address", "created_at", "email", "employees", "former", "id", "isic_id", "legal_id", "licence_department", "licence_issued_on", "licence_kind", "licence_no", "max_teams", "merged_into_id", "name_en", "name_fa", "name_key", "named_in_reports", "names_on_certificates", "nda_signed_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "place_id", "postal_code", "product_code", "products", "products_en", "registration_no", "search", "shifts", "sort_name", "state", "state_changed_at", "updated_at") VALUES (NEW."address", NEW."created_at", NEW."email", NEW."employees", NEW."former", NEW."id", NEW."isic_id", NEW."legal_id", NEW."licence_department", NEW."licence_issued_on", NEW."licence_kind", NEW."licence_no", NEW."max_teams", NEW."merged_into_id", NEW."name_en", NEW."name_fa", NEW."name_key", NEW."named_in_reports", NEW."names_on_certificates", NEW."nda_signed_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."place_id", NEW."postal_code", NEW."product_code", NEW."products", NEW."products_en", NEW."registration_no", NEW."search", NEW."shifts", NEW."sort_name", NEW."state", NEW."state_changed_at", NEW."updated_at"); RETURN NULL;',
                    hash="e5ae17edfbc9731c7e2236d21fb28d916fc430b4",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_36199",
                    table="industries_industrialunit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="jointmeeting",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "industries_jointmeetingevent" ("agenda", "announced", "chair", "created_at", "discussion", "ends_at", "follows_id", "id", "kind", "number", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "secretary", "sequence", "starts_at", "state", "state_changed_at", "title", "translations", "updated_at", "version") VALUES (NEW."agenda", NEW."announced", NEW."chair", NEW."created_at", NEW."discussion", NEW."ends_at", NEW."follows_id", NEW."id", NEW."kind", NEW."number", NEW."organiser_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."secretary", NEW."sequence", NEW."starts_at", NEW."state", NEW."state_changed_at", NEW."title", NEW."translations", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="7becd2040eda7167b459eeaa8ea40493a60d7f5d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1458a",
                    table="industries_jointmeeting",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="jointmeeting",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "industries_jointmeetingevent" ("agenda", "announced", "chair", "created_at", "discussion", "ends_at", "follows_id", "id", "kind", "number", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "secretary", "sequence", "starts_at", "state", "state_changed_at", "title", "translations", "updated_at", "version") VALUES (NEW."agenda", NEW."announced", NEW."chair", NEW."created_at", NEW."discussion", NEW."ends_at", NEW."follows_id", NEW."id", NEW."kind", NEW."number", NEW."organiser_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."secretary", NEW."sequence", NEW."starts_at", NEW."state", NEW."state_changed_at", NEW."title", NEW."translations", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="b65080f2b5087d667dfb573c4f2ae6d109d5aa8f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e1eab",
                    table="industries_jointmeeting",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="problem",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "industries_problemevent" ("category_id", "confidentiality", "created_at", "created_by_id", "desk_search", "desk_words", "detail", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_key", "public_summary", "public_title", "public_words", "rework_round", "round_id", "search", "secondary_category_id", "site_limits", "state", "state_changed_at", "submission_deadline", "team_max", "team_min", "teams_wanted", "title", "title_key", "translations", "triage_version", "unit_id", "updated_at", "urgency", "visit_days") VALUES (NEW."category_id", NEW."confidentiality", NEW."created_at", NEW."created_by_id", NEW."desk_search", NEW."desk_words", NEW."detail", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_key", NEW."public_summary", NEW."public_title", NEW."public_words", NEW."rework_round", NEW."round_id", NEW."search", NEW."secondary_category_id", NEW."site_limits", NEW."state", NEW."state_changed_at", NEW."submission_deadline", NEW."team_max", NEW."team_min", NEW."teams_wanted", NEW."title", NEW."title_key", NEW."translations", NEW."triage_version", NEW."unit_id", NEW."updated_at", NEW."urgency", NEW."visit_days"); RETURN NULL;',
                    hash="26ceb475b83c51e607e1c578361a6c0ca9a3b46c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_fc9a3",
                    table="industries_problem",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="problem",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "industries_problemevent" ("category_id", "confidentiality", "created_at", "created_by_id", "desk_search", "desk_words", "detail", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_key", "public_summary", "public_title", "public_words", "rework_round", "round_id", "search", "secondary_category_id", "site_limits", "state", "state_changed_at", "submission_deadline", "team_max", "team_min", "teams_wanted", "title", "title_key", "translations", "triage_version", "unit_id", "updated_at", "urgency", "visit_days") VALUES (NEW."category_id", NEW."confidentiality", NEW."created_at", NEW."created_by_id", NEW."desk_search", NEW."desk_words", NEW."detail", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_key", NEW."public_summary", NEW."public_title", NEW."public_words", NEW."rework_round", NEW."round_id", NEW."search", NEW."secondary_category_id", NEW."site_limits", NEW."state", NEW."state_changed_at", NEW."submission_deadline", NEW."team_max", NEW."team_min", NEW."teams_wanted", NEW."title", NEW."title_key", NEW."translations", NEW."triage_version", NEW."unit_id", NEW."updated_at", NEW."urgency", NEW."visit_days"); RETURN NULL;',
                    hash="556c31d2ee595360e3a00ac608b3740bb2ac9ef7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_944d3",
                    table="industries_problem",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="resolution",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "industries_resolutionevent" ("about_unit_id", "body", "created_at", "due_on", "id", "meeting_id", "number", "owner_text", "owner_unit_id", "owner_user_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem_id", "serial", "state", "state_changed_at", "translations", "updated_at") VALUES (NEW."about_unit_id", NEW."body", NEW."created_at", NEW."due_on", NEW."id", NEW."meeting_id", NEW."number", NEW."owner_text", NEW."owner_unit_id", NEW."owner_user_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."problem_id", NEW."serial", NEW."state", NEW."state_changed_at", NEW."translations", NEW."updated_at"); RETURN NULL;',
                    hash="c2a60f43c32adf179126bb1aca7ff95c590f6395",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0d6b0",
                    table="industries_resolution",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="resolution",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "industries_resolutionevent" ("about_unit_id", "body", "created_at", "due_on", "id", "meeting_id", "number", "owner_text", "owner_unit_id", "owner_user_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem_id", "serial", "state", "state_changed_at", "translations", "updated_at") VALUES (NEW."about_unit_id", NEW."body", NEW."created_at", NEW."due_on", NEW."id", NEW."meeting_id", NEW."number", NEW."owner_text", NEW."owner_unit_id", NEW."owner_user_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."problem_id", NEW."serial", NEW."state", NEW."state_changed_at", NEW."translations", NEW."updated_at"); RETURN NULL;',
                    hash="264fe5d21f839adb8a2f038bfd627481e24447da",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_364d5",
                    table="industries_resolution",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="industrialunit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("merged_into__isnull", False), ("state", "merged")),
                    models.Q(
                        models.Q(("state", "merged"), _negated=True), ("merged_into__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="merged_unit_leads_on",
            ),
        ),
        migrations.AddConstraint(
            model_name="industrialunit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("merged_into__isnull", True),
                    models.Q(("merged_into", models.F("pk")), _negated=True),
                    _connector="OR",
                ),
                name="unit_not_merged_into_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitee",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("name", ""), ("unit__isnull", True), ("user__isnull", False)),
                    models.Q(("name", ""), ("unit__isnull", False), ("user__isnull", True)),
                    models.Q(
                        ("unit__isnull", True),
                        ("user__isnull", True),
                        models.Q(("name", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="invitee_person_unit_or_outsider",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitee",
            constraint=models.UniqueConstraint(
                models.F("meeting"),
                django.db.models.functions.text.Lower("email"),
                condition=models.Q(("email", ""), _negated=True),
                name="invite_an_address_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitee",
            constraint=models.UniqueConstraint(
                condition=models.Q(("name", ""), _negated=True),
                fields=("meeting", "name", "organisation"),
                name="invite_an_outsider_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="problem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("visit_days__contained_by", ["sat", "sun", "mon", "tue", "wed", "thu"])
                ),
                name="problem_visit_days_of_the_week",
            ),
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=models.UniqueConstraint(
                condition=models.Q(("serial", ""), _negated=True),
                fields=("serial",),
                name="resolution_serial_once",
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="items",
                to="industries.jointmeeting",
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="problem",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="agenda_items",
                to="industries.problem",
                verbose_name="problem",
            ),
        ),
        migrations.AddField(
            model_name="detailrequest",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="asked by",
            ),
        ),
        migrations.AddField(
            model_name="detailrequest",
            name="problem",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="detail_requests",
                to="industries.problem",
                verbose_name="problem",
            ),
        ),
        migrations.AddField(
            model_name="followup",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="follow_ups",
                to="industries.jointmeeting",
            ),
        ),
        migrations.AddField(
            model_name="followup",
            name="resolution",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="follow_ups",
                to="industries.resolution",
                verbose_name="resolution",
            ),
        ),
        migrations.AddField(
            model_name="jointmeeting",
            name="carried",
            field=models.ManyToManyField(
                blank=True,
                related_name="followed_in",
                through="industries.FollowUp",
                to="industries.resolution",
                verbose_name="earlier resolutions followed up",
            ),
        ),
        migrations.AddField(
            model_name="listrow",
            name="resolution",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="list_rows",
                to="industries.resolution",
                verbose_name="resolution",
            ),
        ),
        migrations.AddField(
            model_name="listrow",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="list_rows",
                to="industries.industrialunit",
                verbose_name="industrial unit",
            ),
        ),
        migrations.AddField(
            model_name="ministrylist",
            name="created_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="handed in by",
            ),
        ),
        migrations.AddField(
            model_name="listrow",
            name="handed",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rows",
                to="industries.ministrylist",
                verbose_name="list",
            ),
        ),
        migrations.AddField(
            model_name="introduction",
            name="source",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="introductions",
                to="industries.ministrylist",
                verbose_name="from the list",
            ),
        ),
        migrations.AddConstraint(
            model_name="introduction",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("kind", "ministry"), models.Q(("letter_no", ""), _negated=True)
                ),
                fields=("unit", "letter_no"),
                name="introduce_a_unit_once_a_letter",
            ),
        ),
        migrations.AddField(
            model_name="minutessigner",
            name="invitee",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="industries.invitee",
            ),
        ),
        migrations.AddField(
            model_name="minutesversion",
            name="made_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="made final by",
            ),
        ),
        migrations.AddField(
            model_name="minutesversion",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions",
                to="industries.jointmeeting",
            ),
        ),
        migrations.AddField(
            model_name="minutessigner",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="signers",
                to="industries.minutesversion",
            ),
        ),
        migrations.AddField(
            model_name="problemrevision",
            name="author",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="written by",
            ),
        ),
        migrations.AddField(
            model_name="problemrevision",
            name="problem",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="revisions",
                to="industries.problem",
                verbose_name="problem",
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="referred by",
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="problem",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="referrals",
                to="industries.problem",
                verbose_name="problem",
            ),
        ),
        migrations.AddField(
            model_name="resolutionnote",
            name="author",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="written by",
            ),
        ),
        migrations.AddField(
            model_name="resolutionnote",
            name="meeting",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="notes",
                to="industries.jointmeeting",
                verbose_name="said in the meeting",
            ),
        ),
        migrations.AddField(
            model_name="resolutionnote",
            name="resolution",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="notes",
                to="industries.resolution",
            ),
        ),
        migrations.AddField(
            model_name="triagecheck",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="checked by",
            ),
        ),
        migrations.AddField(
            model_name="triagecheck",
            name="problem",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="checks",
                to="industries.problem",
                verbose_name="problem",
            ),
        ),
        migrations.AddField(
            model_name="unitdocument",
            name="recorded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="unitdocument",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="documents",
                to="industries.industrialunit",
                verbose_name="industrial unit",
            ),
        ),
        migrations.AddField(
            model_name="documentsigner",
            name="document",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="signers",
                to="industries.unitdocument",
                verbose_name="paper",
            ),
        ),
        migrations.AddField(
            model_name="unitdocumentevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="unitdocumentevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="industries.unitdocument",
            ),
        ),
        migrations.AddField(
            model_name="unitdocumentevent",
            name="recorded_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="unitdocumentevent",
            name="unit",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="industries.industrialunit",
                verbose_name="industrial unit",
            ),
        ),
        migrations.AddField(
            model_name="unitproduct",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="product_rows",
                to="industries.industrialunit",
                verbose_name="industrial unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_follow_up", True)),
                fields=("meeting",),
                name="one_follow_up_item",
            ),
        ),
        migrations.AddConstraint(
            model_name="detailrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answered_at__isnull", True)),
                fields=("problem",),
                name="one_open_request_for_detail",
            ),
        ),
        migrations.AddConstraint(
            model_name="followup",
            constraint=models.UniqueConstraint(
                fields=("meeting", "resolution"), name="follow_up_once_in_a_meeting"
            ),
        ),
        migrations.AddConstraint(
            model_name="ministrylist",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("failed", "cancelled")), _negated=True),
                    models.Q(("sha256", ""), _negated=True),
                ),
                fields=("kind", "letter_no", "sha256"),
                name="hand_a_file_in_once_a_letter",
            ),
        ),
        migrations.AddIndex(
            model_name="listrow",
            index=models.Index(fields=["handed", "verdict"], name="list_row_verdict"),
        ),
        migrations.AddConstraint(
            model_name="listrow",
            constraint=models.UniqueConstraint(
                fields=("handed", "row"), name="one_verdict_a_list_row"
            ),
        ),
        migrations.AddConstraint(
            model_name="minutesversion",
            constraint=models.UniqueConstraint(
                fields=("meeting", "version"), name="minutes_version_once"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minutesversion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="3f14cce855f2d20d2c0985ab14c650f3340c4209",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3df2c",
                    table="industries_minutesversion",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="minutessigner",
            constraint=models.UniqueConstraint(
                fields=("version", "order"), name="one_signer_per_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="minutessigner",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "signed"), ("signed_on", None), _connector="OR"),
                name="signed_on_says_signed",
            ),
        ),
        migrations.AddConstraint(
            model_name="problemrevision",
            constraint=models.UniqueConstraint(
                fields=("problem", "version"), name="one_row_per_problem_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="problemrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("version__gte", 1)), name="problem_version_from_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("outcome", "in_follow_up"),
                    models.Q(("answer__gt", ""), ("answered_on__isnull", False)),
                    _connector="OR",
                ),
                name="referral_outcome_has_its_answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="resolutionnote",
            constraint=models.CheckConstraint(
                condition=models.Q(("percent", None), ("percent__lte", 100), _connector="OR"),
                name="follow_up_percent_to_hundred",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="resolutionnote",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c3a027880a051d421b4fbeb076a44820ebdf9ca2",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_93ff1",
                    table="industries_resolutionnote",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="triagecheck",
            constraint=models.UniqueConstraint(
                fields=("problem", "item"), name="one_check_per_point"
            ),
        ),
        migrations.AddConstraint(
            model_name="triagecheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", "no"), _negated=True), ("note__gt", ""), _connector="OR"
                ),
                name="no_has_its_note",
            ),
        ),
        migrations.AddIndex(
            model_name="unitdocument",
            index=models.Index(
                condition=models.Q(("state", "in_force")),
                fields=["valid_until"],
                name="document_running_out",
            ),
        ),
        migrations.AddConstraint(
            model_name="unitdocument",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_from__isnull", True),
                    ("valid_until__isnull", True),
                    ("valid_until__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="document_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="unitdocument",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("kind__in", ["nda", "memorandum"]), models.Q(("number", ""), _negated=True)
                ),
                fields=("number",),
                name="own_document_number_once",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="unitdocument",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "industries_unitdocumentevent" ("created_at", "id", "kind", "note", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "snapshot", "snapshot_hash", "state", "state_changed_at", "terms", "title", "unit_id", "updated_at", "valid_from", "valid_until") VALUES (NEW."created_at", NEW."id", NEW."kind", NEW."note", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_by_id", NEW."snapshot", NEW."snapshot_hash", NEW."state", NEW."state_changed_at", NEW."terms", NEW."title", NEW."unit_id", NEW."updated_at", NEW."valid_from", NEW."valid_until"); RETURN NULL;',
                    hash="fb34002ca0330ad6ded873d54c9c6adc5844bc43",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e20d8",
                    table="industries_unitdocument",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="unitdocument",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "industries_unitdocumentevent" ("created_at", "id", "kind", "note", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "snapshot", "snapshot_hash", "state", "state_changed_at", "terms", "title", "unit_id", "updated_at", "valid_from", "valid_until") VALUES (NEW."created_at", NEW."id", NEW."kind", NEW."note", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_by_id", NEW."snapshot", NEW."snapshot_hash", NEW."state", NEW."state_changed_at", NEW."terms", NEW."title", NEW."unit_id", NEW."updated_at", NEW."valid_from", NEW."valid_until"); RETURN NULL;',
                    hash="c4874c350db8bfcb68aca00dc198988bd92e1442",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6229d",
                    table="industries_unitdocument",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="documentsigner",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("signed_on__isnull", False), ("state", "signed")),
                    models.Q(
                        models.Q(("state", "signed"), _negated=True), ("signed_on__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="signed_has_its_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="unitproduct",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("nominal__isnull", True), ("nominal__gte", 0), _connector="OR"),
                    models.Q(("actual__isnull", True), ("actual__gte", 0), _connector="OR"),
                ),
                name="capacity_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="unitproduct",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("measure", ""), _negated=True),
                    models.Q(("actual__isnull", True), ("nominal__isnull", True)),
                    _connector="OR",
                ),
                name="capacity_has_its_measure",
            ),
        ),
    ]
