import { genesisHashOf } from '../audit/audit-chain.js';
import { sqlMigration, type Migration } from './migration.js';

/** The tables behind `AuditTrail`, `Outbox` and `Inbox`; they come before the service's own. */
export function platformMigrations(service: string): Migration[] {
  return [ledger(service), audit(), outbox(), inbox()];
}

function ledger(service: string): Migration {
  const create = `
    CREATE TABLE ledger_head (
      only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
      audit_sequence bigint NOT NULL,
      audit_hash text NOT NULL,
      outbox_sequence bigint NOT NULL
    ) WITH (fillfactor = 10);
    COMMENT ON TABLE ledger_head IS 'The end of the audit chain and of the outbox; its row lock orders all who append.';
    INSERT INTO ledger_head (audit_sequence, audit_hash, outbox_sequence) VALUES (0, '${genesisHashOf(service)}', 0);`;
  return sqlMigration('platform-0001-ledger-head', create, 'DROP TABLE ledger_head;');
}

function audit(): Migration {
  const create = `
    CREATE TABLE audit_log (
      sequence bigint PRIMARY KEY,
      recorded_at timestamptz(3) NOT NULL,
      action text NOT NULL,
      actor_id text NOT NULL,
      actor_session_id text NOT NULL,
      subject text NOT NULL,
      outcome text NOT NULL,
      details jsonb NOT NULL,
      trace_id text NOT NULL,
      previous_hash text NOT NULL,
      hash text NOT NULL
    );
    CREATE INDEX audit_log_by_actor ON audit_log (actor_id, sequence);
    CREATE TABLE audit_checkpoint (
      sequence bigint PRIMARY KEY,
      hash text NOT NULL,
      signed_at timestamptz(3) NOT NULL,
      key_id text NOT NULL,
      signature text NOT NULL
    );
    COMMENT ON TABLE audit_log IS 'Every effect of this service, hash-chained; append-only.';
    COMMENT ON TABLE audit_checkpoint IS 'Signed statements of where the chain stood; append-only.';
    CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
    END $$;
    CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_checkpoint
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`;
  const drop = 'DROP TABLE audit_checkpoint; DROP TABLE audit_log; DROP FUNCTION refuse_change();';
  return sqlMigration('platform-0002-audit', create, drop);
}

function outbox(): Migration {
  const create = `
    CREATE TABLE outbox (
      sequence bigint PRIMARY KEY,
      id uuid NOT NULL,
      subject text NOT NULL,
      source text NOT NULL,
      type text NOT NULL,
      time timestamptz(3) NOT NULL,
      data jsonb NOT NULL,
      traceparent text,
      attempts integer NOT NULL DEFAULT 0,
      last_error text
    );
    CREATE TABLE outbox_lease (only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row));
    INSERT INTO outbox_lease DEFAULT VALUES;
    COMMENT ON TABLE outbox IS 'Events that are true but not told yet; rows go when they are sent.';
    COMMENT ON TABLE outbox_lease IS 'Whoever holds the lock on its row sends, so that order is kept.';`;
  return sqlMigration('platform-0003-outbox', create, 'DROP TABLE outbox_lease; DROP TABLE outbox;');
}

function inbox(): Migration {
  const create = `
    CREATE TABLE inbox (
      event_id text NOT NULL,
      purpose text NOT NULL,
      handled_at timestamptz(3) NOT NULL DEFAULT now(),
      PRIMARY KEY (event_id, purpose)
    );
    CREATE INDEX inbox_by_age ON inbox (handled_at);
    COMMENT ON TABLE inbox IS 'Events that were handled, remembered with their effect.';`;
  return sqlMigration('platform-0004-inbox', create, 'DROP TABLE inbox;');
}
