from django.db import migrations

# What both sides agreed to cannot be changed by any writer: results, indicators and expectations of an agreed plan are
# refused, except that a result that waits may still be linked to the leader's. Of the plan itself only its last day may
# move (a transfer in the year ends it: PP 30/2019 Ps. 24(3)).
FORWARD = """
CREATE FUNCTION planning_refuse_agreed_part() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  of_skp bigint[];
BEGIN
  IF TG_TABLE_NAME = 'planning_indicator' THEN
    SELECT array_agg(skp_id) INTO of_skp FROM planning_workresult
    WHERE id IN (CASE WHEN TG_OP <> 'INSERT' THEN OLD.result_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.result_id END);
  ELSE
    of_skp := ARRAY[CASE WHEN TG_OP <> 'INSERT' THEN OLD.skp_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.skp_id END];
  END IF;
  IF EXISTS (SELECT 1 FROM planning_skp WHERE id = ANY(of_skp) AND state = 'agreed') THEN
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'planning_workresult' THEN
      IF to_jsonb(OLD) ->> 'parent_state' = 'waiting'
        AND to_jsonb(OLD) - '{parent_id,parent_state}'::text[] = to_jsonb(NEW) - '{parent_id,parent_state}'::text[] THEN
        RETURN NEW;
      END IF;
    END IF;
    RAISE EXCEPTION 'the plan is agreed: % may not change', TG_TABLE_NAME USING ERRCODE = 'check_violation';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE FUNCTION planning_refuse_agreed_skp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'agreed' THEN
    IF TG_OP = 'UPDATE' THEN
      IF to_jsonb(OLD) - 'ends' = to_jsonb(NEW) - 'ends' AND NEW.ends <= OLD.ends THEN
        RETURN NEW;
      END IF;
    END IF;
    RAISE EXCEPTION 'the plan is agreed and may not change' USING ERRCODE = 'check_violation';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER planning_agreed BEFORE INSERT OR UPDATE OR DELETE ON planning_workresult
  FOR EACH ROW EXECUTE FUNCTION planning_refuse_agreed_part();
CREATE TRIGGER planning_agreed BEFORE INSERT OR UPDATE OR DELETE ON planning_indicator
  FOR EACH ROW EXECUTE FUNCTION planning_refuse_agreed_part();
CREATE TRIGGER planning_agreed BEFORE INSERT OR UPDATE OR DELETE ON planning_conductexpectation
  FOR EACH ROW EXECUTE FUNCTION planning_refuse_agreed_part();
CREATE TRIGGER planning_agreed BEFORE UPDATE OR DELETE ON planning_skp
  FOR EACH ROW EXECUTE FUNCTION planning_refuse_agreed_skp();
"""
BACKWARD = """
DROP TRIGGER planning_agreed ON planning_workresult;
DROP TRIGGER planning_agreed ON planning_indicator;
DROP TRIGGER planning_agreed ON planning_conductexpectation;
DROP TRIGGER planning_agreed ON planning_skp;
DROP FUNCTION planning_refuse_agreed_part();
DROP FUNCTION planning_refuse_agreed_skp();
"""


class Migration(migrations.Migration):
    dependencies = [("planning", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
