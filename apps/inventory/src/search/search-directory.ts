import { Injectable } from '@nestjs/common';
import { Database } from '@gatehouse/persistence';
import { Clock } from '@gatehouse/service-host';
import type { Directory, ListedAccount, ListedPlace } from './directory.js';

/** An account or a kind of resource that is new is found after so long. */
const LIFE_MS = 1_000;

/** Accounts, and the places where resources are, read again when they were asked for a second ago. */
@Injectable()
export class SearchDirectory {
  #known: { readonly directory: Promise<Directory>; readonly readAt: number } | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  read(): Promise<Directory> {
    const now = this.clock.now().getTime();
    if (this.#known !== undefined && now - this.#known.readAt < LIFE_MS) return this.#known.directory;
    const directory = this.load();
    this.#known = { directory, readAt: now };
    directory.catch(() => (this.#known = undefined));
    return directory;
  }

  private async load(): Promise<Directory> {
    const [accounts, places] = await Promise.all([
      this.database.query<ListedAccount & Record<string, unknown>>(
        'SELECT account_id AS "accountId", name, ou_path AS "ouPath" FROM accounts ORDER BY account_id',
      ),
      this.database.query<ListedPlace & Record<string, unknown>>(
        `SELECT place_id AS "placeId", resource_type AS "resourceType", region, arn_head AS "arnHead"
         FROM resource_places ORDER BY place_id`,
      ),
    ]);
    return { accounts, places };
  }
}
