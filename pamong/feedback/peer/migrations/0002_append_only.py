"""A released answer stays as it was written; hiding it is a decision beside it."""

from django.db import migrations

SQL = """
CREATE TRIGGER feedback_append_only BEFORE UPDATE OR DELETE ON peer_answer FOR EACH ROW EXECUTE FUNCTION feedback_refuse();
"""
UNDO = "DROP TRIGGER IF EXISTS feedback_append_only ON peer_answer;"


class Migration(migrations.Migration):
    dependencies = [("peer", "0001_initial"), ("feedback", "0002_append_only")]

    operations = [migrations.RunSQL(SQL, UNDO)]
