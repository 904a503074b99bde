"""The fact table is made by hand: Django cannot write PARTITION BY. Its columns follow the model."""

import django.db.models.functions.datetime
from django.db import migrations, models

TABLE = """
CREATE SEQUENCE evidence_fact_id_seq;
CREATE TABLE evidence_fact (
  id bigint NOT NULL DEFAULT nextval('evidence_fact_id_seq'),
  day date NOT NULL CHECK (day >= '2000-01-01' AND day < '2100-01-01'),
  at timestamptz NOT NULL,
  metric varchar(60) NOT NULL,
  agency_id bigint NOT NULL,
  unit_id bigint NOT NULL,
  unit_path varchar(120) NOT NULL,
  person_id bigint,
  subject varchar(60) NOT NULL DEFAULT '',
  value numeric(20, 4) NOT NULL,
  n smallint NOT NULL DEFAULT 1 CHECK (n IN (1, 0, -1)),
  source varchar(60) NOT NULL CHECK (source <> ''),
  source_label varchar(200) NOT NULL DEFAULT '',
  corrects bigint,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  by bigint,
  CONSTRAINT evidence_fact_correction CHECK ((n = 1) = (corrects IS NULL)),
  PRIMARY KEY (id, day)
) PARTITION BY RANGE (day);
ALTER SEQUENCE evidence_fact_id_seq OWNED BY evidence_fact.id;
CREATE INDEX evidence_fact_person ON evidence_fact (person_id, metric, day);
CREATE INDEX evidence_fact_subject ON evidence_fact (subject, metric, day) WHERE subject <> '';
CREATE INDEX evidence_fact_source ON evidence_fact (source);
CREATE INDEX evidence_fact_corrects ON evidence_fact (corrects) WHERE corrects IS NOT NULL;
CREATE UNIQUE INDEX evidence_fact_withdrawn_once ON evidence_fact (corrects, day) WHERE n = -1;

CREATE FUNCTION evidence_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'evidence is append only (% on %): record a correction', TG_OP, TG_TABLE_NAME;
END $$;
CREATE TRIGGER evidence_append_only BEFORE UPDATE OR DELETE ON evidence_fact FOR EACH ROW EXECUTE FUNCTION evidence_refuse();
CREATE TRIGGER evidence_no_truncate BEFORE TRUNCATE ON evidence_fact FOR EACH STATEMENT EXECUTE FUNCTION evidence_refuse();
"""

# A month gets its partition when its first fact comes, or ahead of time by a job. ATTACH takes no lock that stops readers
# or writers; the advisory lock lets two first facts of a month agree. There is no default partition: a fact without a
# month's partition would hide there and make later attaching scan it.
MONTHS = """
CREATE FUNCTION evidence_ensure_month(d date) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  first date := date_trunc('month', d)::date;
  part text := 'evidence_fact_' || to_char(first, 'YYYY_MM');
BEGIN
  IF to_regclass(part) IS NOT NULL THEN RETURN false; END IF;
  IF d < '2000-01-01' OR d >= '2100-01-01' THEN RAISE EXCEPTION 'no evidence on %', d USING ERRCODE = 'check_violation'; END IF;
  PERFORM pg_advisory_xact_lock(hashtext('evidence_fact'));
  IF EXISTS (SELECT FROM pg_class WHERE relname = part AND relnamespace = 'public'::regnamespace) THEN RETURN false; END IF;
  EXECUTE format('CREATE TABLE %I (LIKE evidence_fact INCLUDING ALL)', part);
  EXECUTE format('ALTER TABLE evidence_fact ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                 part, first, (first + interval '1 month')::date);
  EXECUTE format('CREATE TRIGGER evidence_no_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION evidence_refuse()', part);
  RETURN true;
END $$;
"""

# Roll-ups follow every insert, also COPY and raw SQL, in its own transaction. Rows are taken in one order, so that two
# transactions never wait for each other crosswise. Bounds are kept for persons and subjects; for units and agencies they
# would need a scan at each correction.
ROLL = """
CREATE FUNCTION evidence_roll() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO evidence_rollup AS r (metric, scope_kind, scope_id, month, n, total, minimum, maximum, last_day)
  SELECT f.metric, k.kind, k.id, date_trunc('month', f.day)::date, sum(f.n), sum(f.value),
         min(f.value) FILTER (WHERE f.n = 1 AND k.bounds), max(f.value) FILTER (WHERE f.n = 1 AND k.bounds),
         max(f.day) FILTER (WHERE f.n = 1 AND k.bounds)
  FROM fresh f CROSS JOIN LATERAL (VALUES ('person', f.person_id::text, true), ('unit', f.unit_id::text, false),
    ('subject', nullif(f.subject, ''), true), ('agency', f.agency_id::text, false)) k(kind, id, bounds)
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

CREATE FUNCTION evidence_bounds(m text, kind text, person bigint, subj text, first date,
  OUT minimum numeric, OUT maximum numeric, OUT last_day date) LANGUAGE sql STABLE AS $$
  SELECT min(e.value), max(e.value), max(e.day) FROM (
    SELECT sum(f.value) AS value, max(f.day) AS day FROM evidence_fact f
    WHERE f.metric = m AND f.day >= first AND f.day < (first + interval '1 month')::date
      AND CASE kind WHEN 'person' THEN f.person_id = person ELSE f.subject = subj AND f.subject <> '' END
    GROUP BY coalesce(f.corrects, f.id) HAVING sum(f.n) > 0) e
$$;

CREATE TRIGGER evidence_roll AFTER INSERT ON evidence_fact REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION evidence_roll();
"""

# The one way in for actions: makes the months, checks corrections, inserts in order, answers the ids.
RECORD = """
CREATE FUNCTION evidence_record(facts jsonb) RETURNS SETOF bigint LANGUAGE plpgsql AS $$
BEGIN
  PERFORM evidence_ensure_month(m.month) FROM (
    SELECT DISTINCT date_trunc('month', (f->>'day')::date)::date AS month FROM jsonb_array_elements(facts) f ORDER BY 1) m;
  IF EXISTS (SELECT FROM jsonb_to_recordset(facts) AS c(corrects bigint, day date, metric text, person_id bigint, subject text,
               unit_id bigint, agency_id bigint)
             WHERE c.corrects IS NOT NULL AND NOT EXISTS (
               SELECT FROM evidence_fact f WHERE f.id = c.corrects AND f.day = c.day AND f.n = 1 AND f.metric = c.metric
                 AND f.person_id IS NOT DISTINCT FROM c.person_id AND f.subject = c.subject
                 AND f.unit_id = c.unit_id AND f.agency_id = c.agency_id)) THEN
    RAISE EXCEPTION 'a correction must name a fact of the same day, metric and scope' USING ERRCODE = 'check_violation';
  END IF;
  RETURN QUERY INSERT INTO evidence_fact (metric, agency_id, unit_id, unit_path, person_id, subject, value, n, at, day, source,
      source_label, corrects, by)
    SELECT f.metric, f.agency_id, f.unit_id, f.unit_path, f.person_id, f.subject, f.value, f.n, f.at, f.day, f.source,
      f.source_label, f.corrects, f.by
    FROM ROWS FROM (jsonb_to_recordset(facts) AS (metric text, agency_id bigint, unit_id bigint, unit_path text,
      person_id bigint, subject text, value numeric, n smallint, at timestamptz, day date, source text, source_label text,
      corrects bigint, by bigint)) WITH ORDINALITY AS f(metric, agency_id, unit_id, unit_path, person_id, subject, value, n, at,
      day, source, source_label, corrects, by, position)
    ORDER BY f.position RETURNING evidence_fact.id;
END $$;
"""

UNDO = """
DROP TABLE evidence_fact;
DROP FUNCTION evidence_record, evidence_roll, evidence_bounds, evidence_ensure_month, evidence_refuse;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Rollup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("metric", models.CharField(db_comment="privacy:technical", max_length=60)),
                (
                    "scope_kind",
                    models.CharField(
                        choices=[
                            ("person", "Pegawai"),
                            ("unit", "Unit kerja"),
                            ("subject", "Hal yang diukur"),
                            ("agency", "Perangkat daerah"),
                        ],
                        db_comment="privacy:technical",
                        max_length=8,
                    ),
                ),
                ("scope_id", models.CharField(db_comment="privacy:performance", max_length=60)),
                ("month", models.DateField(db_comment="privacy:technical")),
                ("n", models.BigIntegerField(db_comment="privacy:performance")),
                ("total", models.DecimalField(db_comment="privacy:performance", decimal_places=4, max_digits=24)),
                (
                    "minimum",
                    models.DecimalField(db_comment="privacy:performance", decimal_places=4, max_digits=20, null=True),
                ),
                (
                    "maximum",
                    models.DecimalField(db_comment="privacy:performance", decimal_places=4, max_digits=20, null=True),
                ),
                ("last_day", models.DateField(db_comment="privacy:performance", null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scope_kind", "scope_id", "month", "metric"), name="evidence_rollup_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("scope_kind__in", ["person", "unit", "subject", "agency"])),
                        name="evidence_rollup_scope",
                    ),
                    models.CheckConstraint(condition=models.Q(("month__day", 1)), name="evidence_rollup_month"),
                ],
            },
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Fact",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "id", "day", blank=True, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        ("day", models.DateField(db_comment="privacy:performance")),
                        ("at", models.DateTimeField(db_comment="privacy:performance")),
                        ("metric", models.CharField(db_comment="privacy:technical", max_length=60)),
                        ("agency_id", models.BigIntegerField()),
                        ("unit_id", models.BigIntegerField()),
                        ("unit_path", models.CharField(db_comment="privacy:organisation", max_length=120)),
                        ("person_id", models.BigIntegerField(db_comment="privacy:performance", null=True)),
                        ("subject", models.CharField(blank=True, db_comment="privacy:technical", max_length=60)),
                        (
                            "value",
                            models.DecimalField(db_comment="privacy:performance", decimal_places=4, max_digits=20),
                        ),
                        ("n", models.SmallIntegerField()),
                        ("source", models.CharField(db_comment="privacy:technical", max_length=60)),
                        (
                            "source_label",
                            models.CharField(blank=True, db_comment="privacy:performance", max_length=200),
                        ),
                        ("corrects", models.BigIntegerField(null=True)),
                        ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ("by", models.BigIntegerField(db_comment="privacy:audit", null=True)),
                    ],
                    options={"ordering": ["-day", "-id"]},
                ),
            ],
            database_operations=[migrations.RunSQL(TABLE + MONTHS + ROLL + RECORD, UNDO)],
        ),
    ]
