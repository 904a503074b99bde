"""What was said in a conversation stays said."""

from django.db import migrations

SQL = """
CREATE TRIGGER feedback_append_only BEFORE UPDATE OR DELETE ON feedback_comment FOR EACH ROW EXECUTE FUNCTION feedback_refuse();
"""
UNDO = "DROP TRIGGER IF EXISTS feedback_append_only ON feedback_comment;"


class Migration(migrations.Migration):
    dependencies = [("feedback", "0003_conversation")]

    operations = [migrations.RunSQL(SQL, UNDO)]
