/** An account, as far as searching knows it. */
export interface ListedAccount {
  readonly accountId: string;
  readonly name: string;
  readonly ouPath: string;
  /** Person or group that it belongs to. */
  readonly owner: string | null;
}
