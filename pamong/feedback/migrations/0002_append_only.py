"""What was said stays said: feedback and answers can be added, never changed or taken away."""

from django.db import migrations

SQL = """
CREATE FUNCTION feedback_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'feedback is append only (% on %)', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER feedback_append_only BEFORE UPDATE OR DELETE ON feedback_feedback FOR EACH ROW EXECUTE FUNCTION feedback_refuse();
CREATE TRIGGER feedback_append_only BEFORE UPDATE OR DELETE ON feedback_feedbackanswer FOR EACH ROW EXECUTE FUNCTION feedback_refuse();
"""
UNDO = "DROP FUNCTION IF EXISTS feedback_refuse CASCADE;"


class Migration(migrations.Migration):
    dependencies = [("feedback", "0001_initial")]

    operations = [migrations.RunSQL(SQL, UNDO)]
