from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("studio", "0013_letters_newest_first")]

    operations = [
        migrations.AlterModelOptions(
            name="chore",
            options={
                "default_permissions": [],
                "permissions": [("view_condition", "Can see how the site is")],
            },
        ),
    ]
