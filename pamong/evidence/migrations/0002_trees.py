"""Roll-ups of a unit with all below it, and an index for what must be read from the facts themselves (percentiles).

A fact counts for every unit on its path, so that the figure of a sub-tree is one row per month whatever its size, and
stays what it was when the sub-tree is moved later. Agencies had one such row per fact already; a unit tree is three or four
levels deep, so a statement of facts touches about three rows more.
"""

from django.db import migrations, models

ABOVE = """
CREATE FUNCTION evidence_above(path text) RETURNS SETOF text LANGUAGE sql IMMUTABLE AS $$
  SELECT DISTINCT part::bigint::text FROM unnest(string_to_array(path, '.')) part WHERE part ~ '^[0-9]{1,18}$'
$$;
"""

ROLL = """
CREATE OR REPLACE FUNCTION evidence_roll() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO evidence_rollup AS r (metric, scope_kind, scope_id, month, n, total, minimum, maximum, last_day)
  SELECT f.metric, k.kind, k.id, date_trunc('month', f.day)::date, sum(f.n), sum(f.value),
         min(f.value) FILTER (WHERE f.n = 1 AND k.bounds), max(f.value) FILTER (WHERE f.n = 1 AND k.bounds),
         max(f.day) FILTER (WHERE f.n = 1 AND k.bounds)
  FROM fresh f CROSS JOIN LATERAL (SELECT * FROM (VALUES ('person', f.person_id::text, true), ('unit', f.unit_id::text, false),
    ('subject', nullif(f.subject, ''), true), ('agency', f.agency_id::text, false)) plain(kind, id, bounds)
    UNION ALL SELECT 'tree', above, false FROM evidence_above(f.unit_path) above) k(kind, id, bounds)
  WHERE k.id IS NOT NULL
  GROUP BY 2, 3, 4, 1 ORDER BY 2, 3, 4, 1
  ON CONFLICT (scope_kind, scope_id, month, metric) DO UPDATE SET n = r.n + excluded.n, total = r.total + excluded.total,
    minimum = least(r.minimum, excluded.minimum), maximum = greatest(r.maximum, excluded.maximum),
    last_day = greatest(r.last_day, excluded.last_day);
  IF EXISTS (SELECT FROM fresh WHERE corrects IS NOT NULL) THEN
    UPDATE evidence_rollup r SET minimum = s.minimum, maximum = s.maximum, last_day = s.last_day
    FROM (SELECT DISTINCT f.metric, k.kind, k.id, date_trunc('month', f.day)::date AS month, f.person_id, f.subject
          FROM fresh f CROSS JOIN LATERAL (VALUES ('person', f.person_id::text), ('subject', nullif(f.subject, ''))) k(kind, id)
          WHERE f.corrects IS NOT NULL AND k.id IS NOT NULL) c
    CROSS JOIN LATERAL evidence_bounds(c.metric, c.kind, c.person_id, c.subject, c.month) s
    WHERE (r.scope_kind, r.scope_id, r.month, r.metric) = (c.kind, c.id, c.month, c.metric);
  END IF;
  RETURN NULL;
END $$;
"""

FILL = """
INSERT INTO evidence_rollup (metric, scope_kind, scope_id, month, n, total)
SELECT f.metric, 'tree', above, date_trunc('month', f.day)::date, sum(f.n), sum(f.value)
FROM evidence_fact f CROSS JOIN LATERAL evidence_above(f.unit_path) above GROUP BY 1, 3, 4;
"""

INDEX = "CREATE INDEX evidence_fact_metric ON evidence_fact (metric, agency_id, day);"

KINDS = ["person", "unit", "tree", "subject", "agency"]


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_initial")]

    operations = [
        migrations.RemoveConstraint("rollup", "evidence_rollup_scope"),
        migrations.AlterField(
            "rollup",
            "scope_kind",
            models.CharField(
                choices=[
                    ("person", "Pegawai"),
                    ("unit", "Unit kerja"),
                    ("tree", "Unit kerja beserta bawahannya"),
                    ("subject", "Hal yang diukur"),
                    ("agency", "Perangkat daerah"),
                ],
                db_comment="privacy:technical",
                max_length=8,
            ),
        ),
        migrations.AddConstraint(
            "rollup", models.CheckConstraint(condition=models.Q(scope_kind__in=KINDS), name="evidence_rollup_scope")
        ),
        migrations.RunSQL(ABOVE, "DROP FUNCTION evidence_above(text)"),
        migrations.RunSQL(ROLL, migrations.RunSQL.noop),
        migrations.RunSQL(FILL, "DELETE FROM evidence_rollup WHERE scope_kind = 'tree'"),
        migrations.RunSQL(INDEX, "DROP INDEX evidence_fact_metric"),
    ]
