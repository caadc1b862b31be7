import type { SourcedAccount } from '@gatehouse/plugin-sdk';

/** Which tags say what of an account. */
export interface AccountTagKeys {
  readonly name?: string | undefined;
  readonly aliases?: string | undefined;
  readonly environment?: string | undefined;
  readonly sensitive?: string | undefined;
  readonly syncEnabled?: string | undefined;
  readonly owner?: string | undefined;
  readonly regions?: string | undefined;
}

type Said = Pick<SourcedAccount, 'settings'> & Partial<Pick<SourcedAccount, 'name'>>;

const NO = /^(?:no|false|0|off)$/i;
const BETWEEN = /[\s:/+]+/;
const REGION = /^[a-z]{2}(?:-[a-z]+)+-\d$/;
/** What messages carry of an account. */
const MOST = { aliases: 5, alias: 63, environment: 100, name: 200, owner: 256, regions: 100 };

/** Whether any tag is to be looked at. */
export function areTagsWanted(keys: AccountTagKeys): boolean {
  return Object.values(keys).some((key) => key !== undefined);
}

/**
 * What an account's tags say of it. A mark of sensitivity is believed unless it clearly says no, and reading is switched
 * off by a clear no alone: a misspelt value makes nothing less careful. What is empty, and regions that are none, are not
 * said.
 */
export function saidByTags(tags: ReadonlyMap<string, string>, keys: AccountTagKeys): Said {
  const valueOf = (key: string | undefined) => (key === undefined ? '' : (tags.get(key) ?? '').trim());
  const name = valueOf(keys.name).slice(0, MOST.name);
  return {
    ...(name !== '' && { name }),
    settings: {
      ...marksOf(valueOf(keys.sensitive), valueOf(keys.syncEnabled)),
      ...listsOf(valueOf(keys.aliases), valueOf(keys.regions)),
      ...textsOf(valueOf(keys.environment), valueOf(keys.owner)),
    },
  };
}

function marksOf(sensitive: string, syncEnabled: string) {
  return {
    ...(sensitive !== '' && { isSensitive: !NO.test(sensitive) }),
    ...(syncEnabled !== '' && { isSyncEnabled: !NO.test(syncEnabled) }),
  };
}

function listsOf(aliasText: string, regionText: string) {
  const aliases = partsOf(aliasText).map((alias) => alias.slice(0, MOST.alias));
  const regions = partsOf(regionText).filter((region) => REGION.test(region));
  return {
    ...(aliases.length > 0 && { aliases: aliases.slice(0, MOST.aliases) }),
    ...(regions.length > 0 && { regions: regions.slice(0, MOST.regions) }),
  };
}

function textsOf(environment: string, owner: string) {
  return {
    ...(environment !== '' && { environment: environment.slice(0, MOST.environment) }),
    ...(owner !== '' && { owner: owner.slice(0, MOST.owner) }),
  };
}

function partsOf(text: string): string[] {
  return [...new Set(text.split(BETWEEN).filter(Boolean))];
}
