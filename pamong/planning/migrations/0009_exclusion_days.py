"""Several exclusions of a person in one cycle, each with its own days: none twice on a day (was: one per cycle)."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("planning", "0008_intermediate_result")]

    operations = [
        migrations.RemoveConstraint("cycleexclusion", "planning_excluded_once"),
        migrations.AddConstraint(
            "cycleexclusion",
            django.contrib.postgres.constraints.ExclusionConstraint(
                name="planning_excluded_once_a_day",
                expressions=[
                    ("cycle", "="),
                    ("person", "="),
                    (
                        models.Func(
                            "starts",
                            "ends",
                            models.Value("[]"),
                            function="daterange",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        "&&",
                    ),
                ],
            ),
        ),
    ]
