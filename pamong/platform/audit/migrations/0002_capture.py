"""The capture itself: hash, context, append-only log, and the trigger function every table gets."""

from django.db import migrations

SQL = r"""
CREATE FUNCTION audit_hash(e audit_event) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256('\x00'::bytea || convert_to(jsonb_build_array(e.id, extract(epoch FROM e.at), e.kind, e."table", e.row_id, e.verb,
    e.old, e.new, e.actor_id, e.actor, e.acting_for, e.route, e.request_id, e.db_user)::text, 'UTF8'))
$$;

CREATE FUNCTION audit_complete() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ctx jsonb := nullif(current_setting('pamong.context', true), '')::jsonb;
BEGIN
  NEW.at := clock_timestamp();
  NEW.db_user := session_user;
  IF ctx IS NOT NULL THEN
    NEW.actor_id := coalesce(NEW.actor_id, (ctx->>'actor_id')::bigint);
    IF NEW.actor = '' THEN NEW.actor := coalesce(ctx->>'actor', ''); END IF;
    NEW.route := coalesce(ctx->>'route', '');
    NEW.request_id := coalesce(ctx->>'request_id', '');
  END IF;
  NEW.row_hash := audit_hash(NEW);
  RETURN NEW;
END $$;
CREATE TRIGGER audit_complete BEFORE INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION audit_complete();

CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit log is append only (% on %)', TG_OP, TG_TABLE_NAME;
END $$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit_event FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit_event FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit_read FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit_read FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

CREATE FUNCTION audit_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit_event (kind, "table", row_id) VALUES ('delete', TG_TABLE_NAME, '*');
  RETURN NULL;
END $$;

-- Row capture. Arguments: columns whose content is never copied. An update keeps only what changed.
CREATE FUNCTION audit_capture() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before jsonb; after jsonb; hidden text; key text;
BEGIN
  IF TG_OP <> 'INSERT' THEN before := to_jsonb(OLD); END IF;
  IF TG_OP <> 'DELETE' THEN after := to_jsonb(NEW); END IF;
  IF TG_OP = 'UPDATE' AND before = after THEN RETURN NULL; END IF;
  key := coalesce(after->>'id', before->>'id', after->>'session_key', before->>'session_key', '');
  IF TG_NARGS > 0 THEN
    FOREACH hidden IN ARRAY TG_ARGV LOOP
      IF TG_OP = 'UPDATE' AND before->hidden IS DISTINCT FROM after->hidden THEN
        before := jsonb_set(before, ARRAY[hidden], '"• lama"'); after := jsonb_set(after, ARRAY[hidden], '"• baru"');
      ELSE
        IF before ? hidden THEN before := jsonb_set(before, ARRAY[hidden], '"•"'); END IF;
        IF after ? hidden THEN after := jsonb_set(after, ARRAY[hidden], '"•"'); END IF;
      END IF;
    END LOOP;
  END IF;
  IF TG_OP = 'UPDATE' THEN
    SELECT jsonb_object_agg(b.key, b.value), jsonb_object_agg(b.key, after->b.key) INTO before, after
    FROM jsonb_each(before) b WHERE b.value IS DISTINCT FROM after->b.key;
  END IF;
  INSERT INTO audit_event (kind, "table", row_id, old, new) VALUES (lower(TG_OP), TG_TABLE_NAME, key, before, after);
  RETURN NULL;
END $$;
"""

UNDO = """
DROP FUNCTION IF EXISTS audit_capture, audit_truncate, audit_refuse, audit_complete CASCADE;
DROP FUNCTION IF EXISTS audit_hash(audit_event);
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunSQL(SQL, UNDO)]
