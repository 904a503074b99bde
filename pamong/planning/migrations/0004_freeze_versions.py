from django.db import migrations

# A revision (PP 30/2019 Ps. 28) is the one way to change what was agreed: while the version in force lies archived as it
# was frozen, and the plan does not yet bear the new digest, its parts may change; then they are closed again. A result
# whose leader's result was dropped may wait again. Post and assessor of an agreed plan follow the organisation.
FORWARD = """
CREATE OR REPLACE FUNCTION planning_refuse_agreed_part() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  of_skp bigint[];
BEGIN
  IF TG_TABLE_NAME = 'planning_indicator' THEN
    SELECT array_agg(skp_id) INTO of_skp FROM planning_workresult
    WHERE id IN (CASE WHEN TG_OP <> 'INSERT' THEN OLD.result_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.result_id END);
  ELSE
    of_skp := ARRAY[CASE WHEN TG_OP <> 'INSERT' THEN OLD.skp_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.skp_id END];
  END IF;
  IF EXISTS (SELECT 1 FROM planning_skp s WHERE s.id = ANY(of_skp) AND s.state = 'agreed'
             AND NOT EXISTS (SELECT 1 FROM planning_skpversion v WHERE v.skp_id = s.id AND v.number = s.number)) THEN
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'planning_workresult' THEN
      IF to_jsonb(OLD) - '{parent_id,parent_state}'::text[] = to_jsonb(NEW) - '{parent_id,parent_state}'::text[]
        AND (to_jsonb(OLD) ->> 'parent_state' = 'waiting'
             OR EXISTS (SELECT 1 FROM planning_workresult p
                        WHERE p.id = (to_jsonb(OLD) ->> 'parent_id')::bigint AND p.dropped_on IS NOT NULL)) THEN
        RETURN NEW;
      END IF;
    END IF;
    RAISE EXCEPTION 'the plan is agreed: % may not change', TG_TABLE_NAME USING ERRCODE = 'check_violation';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE OR REPLACE FUNCTION planning_refuse_agreed_skp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'agreed' THEN
    IF TG_OP = 'UPDATE' THEN
      IF to_jsonb(OLD) - '{ends,assignment_id,assessor_id}'::text[] = to_jsonb(NEW) - '{ends,assignment_id,assessor_id}'::text[]
        AND NEW.ends <= OLD.ends THEN
        RETURN NEW;
      END IF;
      IF NEW.state = 'agreed' AND NEW.number = OLD.number + 1 AND NEW.content_hash <> OLD.content_hash
        AND (NEW.id, NEW.person_id, NEW.cycle_id, NEW.starts, NEW.ends, NEW.approach)
          = (OLD.id, OLD.person_id, OLD.cycle_id, OLD.starts, OLD.ends, OLD.approach)
        AND EXISTS (SELECT 1 FROM planning_skpversion v WHERE v.skp_id = OLD.id AND v.number = OLD.number
                    AND v.content_hash = OLD.content_hash AND v.frozen = OLD.frozen) THEN
        RETURN NEW;
      END IF;
    END IF;
    RAISE EXCEPTION 'the plan is agreed and may not change' USING ERRCODE = 'check_violation';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE FUNCTION planning_refuse_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an agreed version may not change' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER planning_kept BEFORE UPDATE OR DELETE ON planning_skpversion
  FOR EACH ROW EXECUTE FUNCTION planning_refuse_version();
"""
BACKWARD = """
DROP TRIGGER planning_kept ON planning_skpversion;
DROP FUNCTION planning_refuse_version();
"""


class Migration(migrations.Migration):
    dependencies = [("planning", "0003_complete")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
