from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("thrown", "0001_rows")]
    operations = [
        migrations.AddField("Row", "colour", models.CharField(max_length=20, db_default="green"))
    ]
