from django.db import migrations, models


class Migration(migrations.Migration):
    """As it is mostly written: the default is Python's, which the old code does not know."""

    dependencies = [("thrown", "0001_rows")]
    operations = [
        migrations.AddField("Row", "colour", models.CharField(max_length=20, default="green"))
    ]
