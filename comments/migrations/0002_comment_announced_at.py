from django.db import migrations, models


class Migration(migrations.Migration):
    """Notes of each comment when its readers were written to."""

    dependencies = [("comments", "0001_comments")]

    operations = [
        migrations.AddField(
            model_name="comment",
            name="announced_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
    ]
