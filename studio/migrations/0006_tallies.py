from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('studio', '0005_letters_wait_since_their_last_start'),
    ]

    operations = [
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('count', models.PositiveIntegerField(default=0)),
                ('ends_at', models.DateTimeField(db_index=True)),
            ],
            options={
                'verbose_name_plural': 'tallies',
                'default_permissions': [],
            },
        ),
    ]
