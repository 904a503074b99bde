from django.db import migrations, models

from pamong.platform.privacy import labels as privacy


class Migration(migrations.Migration):
    dependencies = [("complaints", "0009_key_added_by")]

    operations = [
        migrations.AddField(
            model_name="complaint",
            name="secret_hint",
            field=models.CharField(blank=True, db_comment=privacy.SECRET, db_default="", default="", max_length=4),
        ),
    ]
