/** Asks the inventory's database; both that of the service and a pool of one's own can. */
export type AskDatabase = (sql: string) => Promise<readonly Record<string, unknown>[]>;

/** How many of the accounts that are read have not been read yet, from the first time on. */
export async function accountsToRead(ask: AskDatabase): Promise<number> {
  const rows = await ask(
    `SELECT 1 FROM accounts LEFT JOIN account_refreshes USING (account_id)
     WHERE status = 'active' AND is_sync_enabled AND ended_at IS NULL`,
  );
  return rows.length;
}
