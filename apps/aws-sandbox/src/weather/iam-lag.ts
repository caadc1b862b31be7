import type { Caller } from '../authorization/caller.js';
import type { AccessKey, Account, Role, User, World } from '../state/model.js';
import { OverlayMap } from './overlay-map.js';
import { plainCopy } from './plain-copy.rules.js';

/** An account's IAM as it was before a change, for as long as the change is not seen. */
interface Past {
  readonly world: World;
  readonly account: Account;
  readonly keys: ReadonlyMap<string, AccessKey>;
  readonly until: number;
}

/**
 * What reads and decisions see while changes of IAM travel. Each change keeps what was before it until its time has come,
 * so that nothing is kept, and nothing is looked up, when there is no lag.
 */
export class IamLag {
  private pasts: Past[] = [];

  get isClear(): boolean {
    return this.pasts.length === 0;
  }

  /** Called before IAM of an account is changed. */
  keep(world: World, accountId: string, until: Date): void {
    const account = world.accounts.get(accountId);
    if (account === undefined) return;
    const keys = [...world.accessKeys].filter(([, key]) => key.accountId === accountId);
    this.pasts.push({
      world,
      account: plainCopy(account),
      keys: plainCopy(new Map(keys)),
      until: until.getTime(),
    });
  }

  /** The world as it is seen now: of each account the oldest state that is still to be seen. */
  seen(world: World, now: Date): World {
    this.pasts = this.pasts.filter((past) => past.until > now.getTime() && past.world === world);
    if (this.pasts.length === 0) return world;
    const accounts = new Map<string, Account>();
    const keys = new Map<string, AccessKey | undefined>();
    for (const past of this.pasts) {
      if (accounts.has(past.account.id)) continue;
      accounts.set(past.account.id, past.account);
      for (const [id, key] of world.accessKeys) if (key.accountId === past.account.id) keys.set(id, undefined);
      for (const [id, key] of past.keys) keys.set(id, key);
    }
    return {
      ...world,
      accounts: new OverlayMap(world.accounts, accounts),
      accessKeys: new OverlayMap(world.accessKeys, keys),
    };
  }
}

/** The caller with the permissions that are seen of it. */
export function callerIn(seen: World, caller: Caller): Caller {
  if (!('accountId' in caller)) return caller;
  const account = seen.accounts.get(caller.accountId);
  if (caller.kind === 'role-session') {
    return { ...caller, role: sameIn(account?.roles, caller.role) };
  }
  return caller.kind === 'user' ? { ...caller, user: sameIn(account?.users, caller.user) } : caller;
}

/** A role or user as it is seen; what is not seen yet is as it is. */
function sameIn<T extends Role | User>(entities: ReadonlyMap<string, T> | undefined, entity: T): T {
  const found = entities?.get(entity.name.toLowerCase());
  return found?.id === entity.id ? found : entity;
}
