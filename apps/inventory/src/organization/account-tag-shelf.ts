/** The tags of an account. */
export type AccountTags = ReadonlyMap<string, string>;

/** What is known of the tags of some accounts, and whose are to be asked for. */
export interface TagsToRead {
  /** By account id; what is asked for is not among them, unless it is only asked for once more. */
  readonly known: ReadonlyMap<string, AccountTags>;
  readonly toRead: readonly string[];
  /** When that was looked up: tags that are read now are not older. */
  readonly at: Date;
}

/**
 * Remembers the tags of accounts. AWS Organizations tells them one account at a time, at some twenty a second: a large
 * organization would spend a minute of every sweep on what hardly ever changes.
 */
export abstract class AccountTagShelf {
  abstract lookUp(accountIds: readonly string[]): Promise<TagsToRead>;

  abstract keep(tags: ReadonlyMap<string, AccountTags>, at: Date): Promise<void>;
}

/** Remembers nothing: all are asked for each time. */
export class NoTagShelf extends AccountTagShelf {
  override async lookUp(accountIds: readonly string[]): Promise<TagsToRead> {
    return { known: new Map(), toRead: accountIds, at: new Date() };
  }

  override async keep(): Promise<void> {}
}
