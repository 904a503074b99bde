from django.db import migrations

# What both signed cannot be changed or deleted by any writer; it may only be marked as replaced by a newer version.
FORWARD = """
CREATE FUNCTION programmes_refuse_agreed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state IN ('agreed', 'replaced') THEN
    IF TG_OP = 'UPDATE' THEN
      IF OLD.state = 'agreed' AND NEW.state = 'replaced' AND to_jsonb(OLD) - 'state' = to_jsonb(NEW) - 'state' THEN
        RETURN NEW;
      END IF;
    END IF;
    RAISE EXCEPTION 'the agreement is signed by both and may not change' USING ERRCODE = 'check_violation';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER programmes_agreed BEFORE UPDATE OR DELETE ON programmes_agreement
  FOR EACH ROW EXECUTE FUNCTION programmes_refuse_agreed();

CREATE FUNCTION programmes_refuse_series() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a realised value may not change: record a new one' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER programmes_append_only BEFORE UPDATE OR DELETE ON programmes_realisation
  FOR EACH ROW EXECUTE FUNCTION programmes_refuse_series();
"""
BACKWARD = """
DROP TRIGGER programmes_agreed ON programmes_agreement;
DROP FUNCTION programmes_refuse_agreed();
DROP TRIGGER programmes_append_only ON programmes_realisation;
DROP FUNCTION programmes_refuse_series();
"""


class Migration(migrations.Migration):
    dependencies = [("programmes", "0002_realised_has_day")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
