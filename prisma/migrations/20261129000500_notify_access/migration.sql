-- Open streams check their access again when it may have ended: payload `<workspace>||access` on the channel of live
-- changes.
CREATE FUNCTION pd_notify_access() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('pd_live', OLD.workspace_id || '||access');
  RETURN NULL;
END $$;

CREATE FUNCTION pd_notify_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('pd_live', m.workspace_id || '||access') FROM memberships m WHERE m.user_id = OLD.user_id;
  RETURN NULL;
END $$;

CREATE TRIGGER "access_changed" AFTER UPDATE OF "revoked_at", "expires_at" ON "api_tokens"
  FOR EACH ROW EXECUTE FUNCTION pd_notify_access();
CREATE TRIGGER "access_deleted" AFTER DELETE ON "api_tokens" FOR EACH ROW EXECUTE FUNCTION pd_notify_access();
CREATE TRIGGER "access_deleted" AFTER DELETE ON "memberships" FOR EACH ROW EXECUTE FUNCTION pd_notify_access();
CREATE TRIGGER "access_changed" AFTER UPDATE OF "revoked_at" ON "sessions"
  FOR EACH ROW EXECUTE FUNCTION pd_notify_session();
CREATE TRIGGER "access_deleted" AFTER DELETE ON "sessions" FOR EACH ROW EXECUTE FUNCTION pd_notify_session();
