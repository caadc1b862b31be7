import { AWS_OWNER } from '../resource/observed-resource.js';

/** Tells whether somebody may use a role themselves. */
export type IsOwnRole = (arn: string) => Promise<boolean>;

/** What somebody sees of the estate. What they do not see is, in every answer, as if it were not there. */
export class Sight {
  /** Of those who see everything: services, administrators and auditors, and people where nothing is hidden. */
  static readonly everything = new Sight(null, () => Promise.resolve(false));

  /** `accounts` is null for everything. */
  constructor(
    readonly accounts: ReadonlySet<string> | null,
    private readonly isOwnRole: IsOwnRole,
  ) {}

  /** The accounts for SQL; null for everything. */
  get accountIds(): readonly string[] | null {
    return this.accounts === null ? null : [...this.accounts];
  }

  /** Whether an account and all that is in it is seen. What AWS itself owns is seen by everybody. */
  shows(accountId: string): boolean {
    return this.accounts === null || accountId === AWS_OWNER || this.accounts.has(accountId);
  }

  /**
   * One resource, if it is seen: that of an account that is, and any role that the person may use. Null otherwise, as for
   * what was not found; that takes as long.
   */
  async seen<Found extends { readonly accountId: string }>(
    arn: string,
    found: Found | null | undefined,
  ): Promise<Found | null> {
    if (this.accounts === null || (found && this.shows(found.accountId))) return found ?? null;
    return (await this.isOwnRole(arn)) ? (found ?? null) : null;
  }

  /** The accounts among some that are seen; null for everything, where none is given either. */
  among(accounts: ReadonlySet<string> | null): ReadonlySet<string> | null {
    if (this.accounts === null) return accounts;
    const seen = this.accounts;
    return accounts === null ? seen : new Set([...accounts].filter((accountId) => seen.has(accountId)));
  }
}
