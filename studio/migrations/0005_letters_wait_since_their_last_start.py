import django.db.models.functions.datetime
import django.utils.timezone
from django.db import migrations, models


def since_they_were_written(apps, schema_editor):
    letters = apps.get_model("studio", "Letter").objects
    letters.update(waiting_since=models.F("created_at"))


class Migration(migrations.Migration):

    dependencies = [
        ('studio', '0004_chores_and_letter_permissions'),
    ]

    operations = [
        migrations.AddField(
            model_name='letter',
            name='waiting_since',
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), default=django.utils.timezone.now, editable=False, verbose_name='waiting since'),
        ),
        migrations.RunPython(since_they_were_written, migrations.RunPython.noop),
    ]
