import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('studio', '0003_people_settings_menus_letters'),
    ]

    operations = [
        migrations.CreateModel(
            name='Chore',
            fields=[
                ('name', models.CharField(max_length=100, primary_key=True, serialize=False)),
                ('due_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('held_until', models.DateTimeField(blank=True, null=True)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'default_permissions': [],
            },
        ),
        migrations.AlterModelOptions(
            name='letter',
            options={'default_permissions': ['view'], 'ordering': ['-created_at', '-pk'], 'permissions': [('resend_letter', 'Can send letters again')], 'verbose_name': 'letter', 'verbose_name_plural': 'letters'},
        ),
    ]
