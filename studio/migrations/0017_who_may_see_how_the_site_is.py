from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("studio", "0016_who_saw_personal_data")]

    operations = [
        migrations.AlterModelOptions(
            name="chore",
            options={
                "default_permissions": [],
                "permissions": [("view_condition", "Can see how the site is")],
            },
        ),
    ]
