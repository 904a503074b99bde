"""What was signed stays signed: a final evaluation, its lines and its document refuse any writer."""

from django.db import migrations

SQL = """
CREATE FUNCTION appraisal_refuse_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'final' THEN
    RAISE EXCEPTION 'a final evaluation may not change (% on %)', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE FUNCTION appraisal_refuse_final_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM appraisal_evaluation WHERE state = 'final' AND id IN (
      CASE WHEN TG_OP <> 'INSERT' THEN OLD.evaluation_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.evaluation_id END)) THEN
    RAISE EXCEPTION 'a final evaluation may not change (% on %)', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE FUNCTION appraisal_refuse_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a signed document may not change (%)', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER appraisal_final BEFORE UPDATE OR DELETE ON appraisal_evaluation FOR EACH ROW EXECUTE FUNCTION appraisal_refuse_final();
CREATE TRIGGER appraisal_final BEFORE INSERT OR UPDATE OR DELETE ON appraisal_evaluationline
  FOR EACH ROW EXECUTE FUNCTION appraisal_refuse_final_line();
CREATE TRIGGER appraisal_final BEFORE UPDATE OR DELETE ON appraisal_document FOR EACH ROW EXECUTE FUNCTION appraisal_refuse_document();
"""
UNDO = "DROP FUNCTION IF EXISTS appraisal_refuse_final, appraisal_refuse_final_line, appraisal_refuse_document CASCADE;"


class Migration(migrations.Migration):
    dependencies = [("appraisal", "0001_initial")]

    operations = [migrations.RunSQL(SQL, UNDO)]
