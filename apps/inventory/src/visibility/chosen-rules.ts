import type { VisibilitySettings } from '@gatehouse/aws';
import { listEligibleAccounts } from '@gatehouse/contracts';
import type { ServiceClient, VerifiedActor } from '@gatehouse/messaging';
import type { VisibilitySource } from '@gatehouse/plugin-sdk';
import { ChosenRule } from './chosen-rule.js';
import { shownByPlugin } from './plugged-visibility.rules.js';
import { openedTo, type ShownPlaces } from './seen-accounts.rules.js';

/** Everybody sees everything. */
export class EverybodySees extends ChosenRule {
  readonly rule = 'everybody';

  constructor(readonly help: string | null) {
    super();
  }

  async shownTo(): Promise<null> {
    return null;
  }
}

/** People see the accounts in which they may use a role, that they own, and that are opened to them. */
export class ByAccount extends ChosenRule {
  readonly rule = 'by-account';

  constructor(
    private readonly opened: VisibilitySettings['opened'],
    private readonly services: Pick<ServiceClient, 'call'>,
    readonly help: string | null,
  ) {
    super();
  }

  async shownTo(actor: VerifiedActor, signal: AbortSignal): Promise<ShownPlaces> {
    const withRoles: string[] = [];
    let cursor: string | undefined;
    do {
      signal.throwIfAborted();
      const asked = cursor === undefined ? {} : { cursor };
      const page = await this.services.call(listEligibleAccounts, actor, asked);
      withRoles.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return openedTo(actor, this.opened, withRoles);
  }
}

/** A plugin says what people see. */
export class ByPlugin extends ChosenRule {
  readonly rule = 'by-plugin';

  constructor(
    private readonly source: VisibilitySource,
    readonly help: string | null,
  ) {
    super();
  }

  async shownTo({ id, groups }: VerifiedActor, signal: AbortSignal): Promise<ShownPlaces | null> {
    return shownByPlugin(this.source.id, await this.source.seenBy({ id, groups: [...groups] }, signal));
  }
}
