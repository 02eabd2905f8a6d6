import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('studio', '0006_tallies'),
    ]

    operations = [
        migrations.AddField(
            model_name='person',
            name='account',
            field=models.OneToOneField(blank=True, help_text='The sign-in of this person. Whoever it is answers comments below their own articles as the author.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='person', to=settings.AUTH_USER_MODEL, verbose_name='account'),
        ),
    ]
