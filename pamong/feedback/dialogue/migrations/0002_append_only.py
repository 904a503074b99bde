"""What was asked, noted and advised stays as it was written."""

from django.db import migrations

SQL = """
CREATE TRIGGER feedback_append_only BEFORE UPDATE OR DELETE ON dialogue_line FOR EACH ROW EXECUTE FUNCTION feedback_refuse();
CREATE TRIGGER feedback_append_only BEFORE UPDATE OR DELETE ON dialogue_coachingnote FOR EACH ROW EXECUTE FUNCTION feedback_refuse();
"""
UNDO = """
DROP TRIGGER IF EXISTS feedback_append_only ON dialogue_line;
DROP TRIGGER IF EXISTS feedback_append_only ON dialogue_coachingnote;
"""


class Migration(migrations.Migration):
    dependencies = [("dialogue", "0001_initial"), ("feedback", "0002_append_only")]

    operations = [migrations.RunSQL(SQL, UNDO)]
