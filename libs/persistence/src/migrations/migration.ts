/** Where a migration's statements go: the service's own schema, inside the migration's own transaction. */
export interface MigrationRunner {
  query(sql: string, parameters?: unknown[]): Promise<unknown>;
}

/** One change of the schema. Never edited after it was merged: write the next one. */
export interface Migration {
  /** Unique within the service and stable: `0003-add-person-last-seen`. */
  readonly name: string;
  up(runner: MigrationRunner): Promise<void>;
  down(runner: MigrationRunner): Promise<void>;
}

/** A migration as a service lists it: an object, or a class without constructor arguments. */
export type MigrationSource = Migration | (new () => Migration);

/** Makes a migration of plain SQL; each string may hold several statements. */
export function sqlMigration(name: string, up: string, down: string): Migration {
  return {
    name,
    up: async (runner) => void (await runner.query(up)),
    down: async (runner) => void (await runner.query(down)),
  };
}
