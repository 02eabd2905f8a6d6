from django.conf import settings
from django.db import migrations
from wagtail.coreutils import get_supported_content_language_variant


def mark(apps, schema_editor):
    """Sites were begun with the first language of a list for that of their pages.

    That meant nothing as long as there was one. Pages in more than one are left alone.
    """
    Locale = apps.get_model("wagtailcore", "Locale")
    Page = apps.get_model("wagtailcore", "Page")
    pages = Page.objects.filter(depth__gt=1)
    language = get_supported_content_language_variant(settings.LANGUAGE_CODE)
    if pages.values("locale").distinct().count() != 1:
        return
    if pages.filter(locale__language_code=language).exists():
        return
    locale, _created = Locale.objects.get_or_create(language_code=language)
    Page.objects.update(locale=locale)


class Migration(migrations.Migration):
    dependencies = [
        ("studio", "0010_words_in_other_languages"),
        ("wagtailcore", "0094_alter_page_locale"),
    ]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
