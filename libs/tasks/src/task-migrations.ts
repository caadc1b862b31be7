import { sqlMigration, type Migration } from '@gatehouse/persistence';

/** The tables behind tasks; a service with tasks lists them before its own migrations. */
export const taskMigrations: readonly Migration[] = [
  sqlMigration(
    'tasks-0001-runs',
    `CREATE TABLE task_runs (
       id uuid PRIMARY KEY,
       task_id text NOT NULL,
       tick text NOT NULL,
       requested_by text,
       input jsonb NOT NULL,
       state text NOT NULL CHECK (state IN ('queued', 'running', 'succeeded', 'partly-failed', 'failed', 'timed-out', 'lost')),
       created_at timestamptz(3) NOT NULL,
       started_at timestamptz(3),
       ended_at timestamptz(3),
       heartbeat_at timestamptz(3) NOT NULL,
       worker text,
       items_total integer,
       items_failed integer NOT NULL DEFAULT 0,
       error text,
       trace_id text NOT NULL DEFAULT '',
       UNIQUE (task_id, tick)
     );
     CREATE UNIQUE INDEX task_runs_one_scheduled ON task_runs (task_id) WHERE ended_at IS NULL AND requested_by IS NULL;
     CREATE INDEX task_runs_history ON task_runs (task_id, created_at DESC, id);
     CREATE INDEX task_runs_open ON task_runs (created_at) WHERE ended_at IS NULL;
     CREATE INDEX task_runs_successes ON task_runs (task_id, ended_at) WHERE state = 'succeeded';
     CREATE INDEX task_runs_by_age ON task_runs (ended_at);
     CREATE TABLE task_run_items (
       run_id uuid NOT NULL REFERENCES task_runs (id) ON DELETE CASCADE,
       item text NOT NULL,
       state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'succeeded', 'failed')),
       attempts integer NOT NULL DEFAULT 0,
       error text,
       ended_at timestamptz(3),
       PRIMARY KEY (run_id, item)
     );
     CREATE INDEX task_run_items_pending ON task_run_items (run_id) WHERE state = 'pending';
     CREATE TABLE task_pauses (
       task_id text PRIMARY KEY,
       paused_by text NOT NULL,
       paused_at timestamptz(3) NOT NULL
     );
     COMMENT ON TABLE task_runs IS 'Every run of every task: what was asked, how it went.';
     COMMENT ON TABLE task_run_items IS 'The items of fanned-out runs.';
     COMMENT ON TABLE task_pauses IS 'Tasks whose schedule somebody has paused.';`,
    'DROP TABLE task_pauses; DROP TABLE task_run_items; DROP TABLE task_runs;',
  ),
  sqlMigration(
    'tasks-0002-what-items-brought',
    `ALTER TABLE task_run_items
       ADD COLUMN label text NOT NULL DEFAULT '',
       ADD COLUMN started_at timestamptz(3),
       ADD COLUMN report jsonb;
     CREATE INDEX task_run_items_done ON task_run_items (ended_at) WHERE state = 'succeeded';
     CREATE TABLE task_item_successes (
       task_id text NOT NULL,
       item text NOT NULL,
       succeeded_at timestamptz(3) NOT NULL,
       PRIMARY KEY (task_id, item)
     );
     INSERT INTO task_item_successes (task_id, item, succeeded_at)
       SELECT run.task_id, one.item, max(one.ended_at) FROM task_run_items one JOIN task_runs run ON run.id = one.run_id
       WHERE one.state = 'succeeded' AND one.ended_at IS NOT NULL GROUP BY run.task_id, one.item;
     COMMENT ON TABLE task_item_successes IS 'When each item of a task last succeeded, in whichever run.';`,
    `DROP TABLE task_item_successes; DROP INDEX task_run_items_done;
     ALTER TABLE task_run_items DROP COLUMN label, DROP COLUMN started_at, DROP COLUMN report;`,
  ),
];
