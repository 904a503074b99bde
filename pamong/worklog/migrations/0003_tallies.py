"""Counts of the day, kept by the database in the statement of the change; locks are taken in the order of unit and day."""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION worklog_tally_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO worklog_personday AS p (person_id, day, agency_id, unit_id, entries, minutes, waiting, accepted, late)
    SELECT person_id, day, max(agency_id), max(unit_id), count(*),
      sum(extract(epoch FROM ends_at - starts_at) / 60)::int, count(*) FILTER (WHERE state = 'sent'),
      count(*) FILTER (WHERE state = 'accepted'), count(*) FILTER (WHERE late_reason <> '')
    FROM new_rows WHERE state <> 'withdrawn' GROUP BY person_id, day ORDER BY max(unit_id), day, person_id
    ON CONFLICT (person_id, day) DO UPDATE SET entries = p.entries + excluded.entries,
      minutes = p.minutes + excluded.minutes, waiting = p.waiting + excluded.waiting,
      accepted = p.accepted + excluded.accepted, late = p.late + excluded.late;
  ELSE
    INSERT INTO worklog_personday AS p (person_id, day, agency_id, unit_id, entries, minutes, waiting, accepted, late)
    SELECT person_id, day, max(agency_id), max(unit_id), sum(n), sum(n * minutes)::int, sum(waiting), sum(accepted),
      sum(late)
    FROM (
      SELECT person_id, day, agency_id, unit_id, s.sign * (state <> 'withdrawn')::int AS n,
        (extract(epoch FROM ends_at - starts_at) / 60)::int AS minutes, s.sign * (state = 'sent')::int AS waiting,
        s.sign * (state = 'accepted')::int AS accepted,
        s.sign * (late_reason <> '' AND state <> 'withdrawn')::int AS late
      FROM (SELECT 1) one, LATERAL (
        SELECT person_id, day, agency_id, unit_id, state, starts_at, ends_at, late_reason, 1 AS sign FROM new_rows
        UNION ALL
        SELECT person_id, day, agency_id, unit_id, state, starts_at, ends_at, late_reason, -1 FROM old_rows) s
    ) d
    GROUP BY person_id, day
    HAVING sum(n) <> 0 OR sum(n * minutes) <> 0 OR sum(waiting) <> 0 OR sum(accepted) <> 0 OR sum(late) <> 0
    ORDER BY max(unit_id), day, person_id
    ON CONFLICT (person_id, day) DO UPDATE SET entries = p.entries + excluded.entries,
      minutes = p.minutes + excluded.minutes, waiting = p.waiting + excluded.waiting,
      accepted = p.accepted + excluded.accepted, late = p.late + excluded.late;
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION worklog_tally_unit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO worklog_unitday AS u (unit_id, day, agency_id, reported, entries, minutes, waiting, accepted, late)
    SELECT unit_id, day, max(agency_id), count(*) FILTER (WHERE entries > 0), sum(entries), sum(minutes), sum(waiting),
      sum(accepted), sum(late)
    FROM new_rows GROUP BY unit_id, day ORDER BY unit_id, day
    ON CONFLICT (unit_id, day) DO UPDATE SET reported = u.reported + excluded.reported,
      entries = u.entries + excluded.entries, minutes = u.minutes + excluded.minutes,
      waiting = u.waiting + excluded.waiting, accepted = u.accepted + excluded.accepted, late = u.late + excluded.late;
  ELSE
    INSERT INTO worklog_unitday AS u (unit_id, day, agency_id, reported, entries, minutes, waiting, accepted, late)
    SELECT unit_id, day, max(agency_id), sum(sign * (entries > 0)::int), sum(sign * entries), sum(sign * minutes),
      sum(sign * waiting), sum(sign * accepted), sum(sign * late)
    FROM (SELECT *, 1 AS sign FROM new_rows UNION ALL SELECT *, -1 FROM old_rows) d
    GROUP BY unit_id, day ORDER BY unit_id, day
    ON CONFLICT (unit_id, day) DO UPDATE SET reported = u.reported + excluded.reported,
      entries = u.entries + excluded.entries, minutes = u.minutes + excluded.minutes,
      waiting = u.waiting + excluded.waiting, accepted = u.accepted + excluded.accepted, late = u.late + excluded.late;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER worklog_tally_new AFTER INSERT ON worklog_entry
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION worklog_tally_entry();
CREATE TRIGGER worklog_tally_changed AFTER UPDATE ON worklog_entry
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION worklog_tally_entry();
CREATE TRIGGER worklog_tally_new AFTER INSERT ON worklog_personday
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION worklog_tally_unit();
CREATE TRIGGER worklog_tally_changed AFTER UPDATE ON worklog_personday
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION worklog_tally_unit();

-- Column defaults, for the functions above name only what they count.
ALTER TABLE worklog_personday ALTER entries SET DEFAULT 0, ALTER minutes SET DEFAULT 0, ALTER waiting SET DEFAULT 0,
  ALTER accepted SET DEFAULT 0, ALTER late SET DEFAULT 0;
ALTER TABLE worklog_unitday ALTER reported SET DEFAULT 0, ALTER entries SET DEFAULT 0, ALTER minutes SET DEFAULT 0,
  ALTER waiting SET DEFAULT 0, ALTER accepted SET DEFAULT 0, ALTER late SET DEFAULT 0;

-- What was logged before.
INSERT INTO worklog_personday (person_id, day, agency_id, unit_id, entries, minutes, waiting, accepted, late)
SELECT person_id, day, max(agency_id), max(unit_id), count(*), sum(extract(epoch FROM ends_at - starts_at) / 60)::int,
  count(*) FILTER (WHERE state = 'sent'), count(*) FILTER (WHERE state = 'accepted'), 0
FROM worklog_entry WHERE state <> 'withdrawn' GROUP BY person_id, day;
"""
BACK = """
DROP TRIGGER worklog_tally_new ON worklog_entry;
DROP TRIGGER worklog_tally_changed ON worklog_entry;
DROP TRIGGER worklog_tally_new ON worklog_personday;
DROP TRIGGER worklog_tally_changed ON worklog_personday;
DROP FUNCTION worklog_tally_entry();
DROP FUNCTION worklog_tally_unit();
"""


class Migration(migrations.Migration):
    dependencies = [("worklog", "0002_the_day")]
    operations = [migrations.RunSQL(FUNCTIONS, BACK)]
