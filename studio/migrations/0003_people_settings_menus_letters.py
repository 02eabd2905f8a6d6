import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import modelsearch.index
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('studio', '0002_image'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('slug', models.SlugField(allow_unicode=True, help_text="The last part of the address of this person's articles.", unique=True, verbose_name='address')),
                ('role', models.CharField(blank=True, help_text='What the person does here, in a few words, such as “Teaches Feldenkrais”.', max_length=120, verbose_name='role')),
                ('bio', models.TextField(blank=True, help_text='Two or three sentences.', verbose_name='about')),
            ],
            options={
                'verbose_name': 'person',
                'verbose_name_plural': 'people',
                'ordering': ['name'],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(help_text='What the letter is for, such as “registration confirmed”.', max_length=60, verbose_name='kind')),
                ('dedupe_key', models.CharField(help_text='The same fact is told once: a second letter with this key is not written.', max_length=200, unique=True, verbose_name='key')),
                ('message_id', models.CharField(max_length=255, unique=True, verbose_name='Message-ID')),
                ('to', models.EmailField(max_length=254, verbose_name='to')),
                ('reply_to', models.EmailField(blank=True, max_length=254, verbose_name='reply to')),
                ('subject', models.CharField(max_length=255, verbose_name='subject')),
                ('text', models.TextField(verbose_name='text')),
                ('html', models.TextField(blank=True, verbose_name='text as HTML')),
                ('headers', models.JSONField(blank=True, default=dict, verbose_name='headers')),
                ('attachments', models.JSONField(blank=True, default=list, help_text='Texts such as calendar files: [name, content, type].', verbose_name='attachments')),
                ('status', models.CharField(choices=[('waiting', 'Waiting to be sent'), ('sent', 'Sent'), ('failed', 'Could not be sent')], db_index=True, default='waiting', max_length=10, verbose_name='state')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('next_attempt_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='next attempt')),
                ('claimed_until', models.DateTimeField(blank=True, null=True, verbose_name='held by a worker until')),
                ('last_error', models.TextField(blank=True, verbose_name='last answer of the mail server')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='written')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent at')),
            ],
            options={
                'verbose_name': 'letter',
                'verbose_name_plural': 'letters',
                'ordering': ['-created_at', '-pk'],
                'indexes': [models.Index(fields=['status', 'next_attempt_at'], name='letter_due')],
            },
        ),
        migrations.CreateModel(
            name='Navigation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('site', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, to='wagtailcore.site')),
            ],
            options={
                'verbose_name': 'menus',
            },
        ),
        migrations.CreateModel(
            name='MainMenuItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('address', models.CharField(blank=True, help_text='Where it is not a page: https://… or /…', max_length=255, verbose_name='or an address')),
                ('label', models.CharField(blank=True, help_text='Left empty, the title of the page is taken.', max_length=60, verbose_name='text')),
                ('page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='page')),
                ('navigation', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='main_menu', to='studio.navigation')),
            ],
            options={
                'verbose_name': 'entry of the top menu',
                'verbose_name_plural': 'entries of the top menu',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FooterMenuItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('address', models.CharField(blank=True, help_text='Where it is not a page: https://… or /…', max_length=255, verbose_name='or an address')),
                ('label', models.CharField(blank=True, help_text='Left empty, the title of the page is taken.', max_length=60, verbose_name='text')),
                ('page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='page')),
                ('navigation', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='footer_menu', to='studio.navigation')),
            ],
            options={
                'verbose_name': 'entry of the foot menu',
                'verbose_name_plural': 'entries of the foot menu',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PersonLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('label', models.CharField(max_length=60, verbose_name='text')),
                ('url', models.URLField(verbose_name='address')),
                ('person', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='studio.person')),
            ],
            options={
                'verbose_name': 'link of a person',
                'verbose_name_plural': 'links of a person',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SiteSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(default='Studio', max_length=80, verbose_name='name of the studio')),
                ('tagline', models.CharField(blank=True, help_text='One line below the name.', max_length=160, verbose_name='tagline')),
                ('address', models.TextField(blank=True, help_text='As on an envelope, one line each.', verbose_name='address')),
                ('hours', models.TextField(blank=True, help_text='One line each, such as “Monday to Friday, 8–21”.', verbose_name='opening hours')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='telephone')),
                ('footer', models.TextField(blank=True, help_text='One or two sentences.', verbose_name='words at the foot of every page')),
                ('citation_numbering', models.CharField(choices=[('by_citation', 'Every marker its own number: (1), (2) lead to one reference'), ('by_reference', 'Every reference its own number: (1) and (1) lead to it')], default='by_citation', max_length=12, verbose_name='numbering of footnotes')),
                ('site', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, to='wagtailcore.site')),
            ],
            options={
                'verbose_name': 'studio',
            },
        ),
        migrations.CreateModel(
            name='SocialLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('label', models.CharField(help_text='Such as “Mastodon”.', max_length=60, verbose_name='text')),
                ('url', models.URLField(verbose_name='address')),
                ('settings', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='social_links', to='studio.sitesettings')),
            ],
            options={
                'verbose_name': 'link to another site',
                'verbose_name_plural': 'links to other sites',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='sitesettings',
            name='logo',
            field=models.ForeignKey(blank=True, help_text='Left empty, the name is set in type.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='studio.studioimage', verbose_name='logo'),
        ),
        migrations.AddField(
            model_name='person',
            name='photo',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='studio.studioimage', verbose_name='photo'),
        ),
    ]
