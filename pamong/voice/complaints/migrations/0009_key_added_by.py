from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("complaints", "0008_field_visits")]

    operations = [
        migrations.AddField(
            model_name="custodiankey",
            name="added_by",
            field=models.BigIntegerField(blank=True, null=True),
        ),
    ]
