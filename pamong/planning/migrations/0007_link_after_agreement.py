from django.db import migrations

# Where a result belongs in the region's plans (programme, budget line) may be named after the plan was agreed: what was
# promised does not change with it. So the guard watches every other column; a test keeps the list whole.
COLUMNS = 'skp_id, kind, title, description, perspective, weight, parent_id, parent_state, starts, ends, "order", version, dropped_on'
FORWARD = f"""
DROP TRIGGER planning_agreed ON planning_workresult;
CREATE TRIGGER planning_agreed BEFORE INSERT OR DELETE OR UPDATE OF {COLUMNS} ON planning_workresult
  FOR EACH ROW EXECUTE FUNCTION planning_refuse_agreed_part();
"""
BACKWARD = """
DROP TRIGGER planning_agreed ON planning_workresult;
CREATE TRIGGER planning_agreed BEFORE INSERT OR UPDATE OR DELETE ON planning_workresult
  FOR EACH ROW EXECUTE FUNCTION planning_refuse_agreed_part();
"""


class Migration(migrations.Migration):
    dependencies = [("planning", "0006_measures")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
