"""A resolution may belong to a body without an account; the history table follows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("industries", "0003_fill_name_keys"),
    ]

    operations = [
        migrations.AddField(
            model_name="resolution",
            name="owner_text",
            field=models.CharField(blank=True, max_length=160, verbose_name="body that owns it"),
        ),
        migrations.AddField(
            model_name="resolutionevent",
            name="owner_text",
            field=models.CharField(blank=True, max_length=160, verbose_name="body that owns it"),
        ),
    ]
