import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('studio', '0015_who_needs_a_second_factor'),
    ]

    operations = [
        migrations.CreateModel(
            name='Access',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, unique=True)),
                ('kind', models.CharField(choices=[('saw', 'saw'), ('exported', 'took along as a file'), ('erased', 'erased'), ('wrote', 'wrote to')], max_length=10, verbose_name='kind')),
                ('user_number', models.PositiveBigIntegerField(verbose_name='number of the account')),
                ('user_name', models.CharField(max_length=255, verbose_name='who')),
                ('what', models.CharField(max_length=60, verbose_name='what')),
                ('about', models.CharField(blank=True, max_length=255, verbose_name='which')),
                ('rows', models.PositiveIntegerField(blank=True, null=True, verbose_name='number')),
                ('asked', models.CharField(blank=True, max_length=255, verbose_name='narrowed down')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('last_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='last time')),
                ('times', models.PositiveIntegerField(default=1, verbose_name='times')),
            ],
            options={
                'verbose_name': 'look at personal data',
                'verbose_name_plural': 'looks at personal data',
                'ordering': ['-last_at', '-pk'],
                'default_permissions': [],
                'indexes': [models.Index(fields=['-last_at', '-id'], name='access_newest'), models.Index(fields=['user_number', '-last_at'], name='access_of_account')],
            },
        ),
    ]
