import { afterEach, describe, expect, it, jest } from '@jest/globals';
import {
  platformFailure,
  refuse,
  explainEligibility,
  getVisibility,
  PERMISSIONS,
  Secret,
  type Actor,
} from '@gatehouse/contracts';
import type { ServiceClient, VerifiedActor } from '@gatehouse/messaging';
import type { SeenEstate } from '@gatehouse/plugin-sdk';
import { FakeClock } from '@gatehouse/testing';
import { createLogger } from '@gatehouse/telemetry';
import { HANDLED } from '../inventory.manifest.js';
import type { ListedAccounts } from '../search/listed-accounts.js';
import type { ChosenRule } from './chosen-rule.js';
import { LIMITATIONS } from './limitations.js';
import { OwnRoles } from './own-roles.js';
import { SeenAccounts } from './seen-accounts.js';
import { Visibility } from './visibility.js';
import { chosenRule } from './visibility.providers.js';

const person = (change: Partial<Actor> = {}): VerifiedActor => ({
  kind: 'person',
  id: 'ada@example.com',
  displayName: 'Ada',
  groups: ['payments'],
  privileges: [],
  signedInBy: 'demo',
  sessionId: 's',
  token: new Secret('token'),
  ...change,
});
const [PAYMENTS, DATA, PLAYGROUND] = ['111111111111', '222222222222', '333333333333'];
const listed = {
  read: async () => [
    { accountId: PAYMENTS, name: 'payments', ouPath: 'Root/Workloads', owner: null },
    { accountId: DATA, name: 'data', ouPath: 'Root/Workloads', owner: 'payments' },
    { accountId: PLAYGROUND, name: 'playground', ouPath: 'Root/Playground', owner: null },
  ],
} as unknown as ListedAccounts;
const ownRole = `arn:aws:iam::${PLAYGROUND}:role/own`;
const log = createLogger('inventory', { level: 'silent' });
const unavailable = { failure: { code: 'unavailable', reason: 'DEPENDENCY_UNAVAILABLE' } };

function credentials(pages: readonly (readonly string[])[], failing = false): Pick<ServiceClient, 'call'> {
  const call = async (contract: { subject: string }, _actor: unknown, request: Record<string, unknown>) => {
    if (failing) throw platformFailure('NO_RESPONDERS', 'Nobody is there.');
    if (contract.subject === explainEligibility.subject) {
      if (request['roleArn'] === ownRole) return { eligible: true };
      throw refuse(explainEligibility, 'ROLE_UNKNOWN', 'There is no such role.');
    }
    const page = Number(request['cursor'] ?? 0);
    return { items: pages[page], ...(page + 1 < pages.length && { nextCursor: String(page + 1) }) };
  };
  return { call } as unknown as Pick<ServiceClient, 'call'>;
}

function visibilityOf(rule: ChosenRule, services: Pick<ServiceClient, 'call'>) {
  const clock = new FakeClock(new Date('2026-11-22T12:00:00.000Z'));
  const ownRoles = new OwnRoles(services as ServiceClient, log);
  return new Visibility(rule, new SeenAccounts(rule, listed, log, clock), ownRoles);
}
const byAccount = (services: Pick<ServiceClient, 'call'>) =>
  visibilityOf(chosenRule({ rule: 'by-account', opened: [] }, [], services), services);
const byPlugin = (seenBy: (signal: AbortSignal) => Promise<unknown>) => {
  const source = {
    id: 'by-team',
    seenBy: (_who: unknown, signal: AbortSignal) => seenBy(signal) as Promise<SeenEstate>,
  };
  const services = credentials([[]]);
  return visibilityOf(chosenRule({ rule: 'by-plugin', opened: [] }, [source], services), services);
};

afterEach(() => {
  jest.useRealTimers();
});

describe(Visibility, () => {
  it('shows everybody everything, and asks nobody, unless another rule is chosen', async () => {
    const nobody = credentials([[]], true);
    const visibility = visibilityOf(chosenRule({ rule: 'everybody', opened: [] }, [], nobody), nobody);
    expect((await visibility.of(person())).accounts).toBeNull();
  });

  it.each<[string, VerifiedActor]>([
    ['an administrator', person({ privileges: ['administrator'] })],
    ['an auditor', person({ privileges: ['auditor'] })],
    ['credentials', person({ kind: 'service', id: 'service:credentials' })],
  ])('shows %s everything under any rule, and asks nobody', async (_who, actor) => {
    expect((await byAccount(credentials([[]], true)).of(actor)).accounts).toBeNull();
  });

  it('shows a person the accounts in which they have a role, or which they own, and no others', async () => {
    const sight = await byAccount(credentials([[PAYMENTS], ['999999999999']])).of(person());
    expect([...(sight.accounts ?? [])].sort()).toEqual([PAYMENTS, DATA]);
    expect([PAYMENTS, PLAYGROUND, 'aws'].map((accountId) => sight.shows(accountId))).toEqual([true, false, true]);
  });

  it('shows a role that a person may use wherever it is, and nothing else there', async () => {
    const sight = await byPlugin(async () => ({ accountIds: [] })).of(person());
    const there = { accountId: PLAYGROUND };
    await expect(sight.seen(ownRole, there)).resolves.toBe(there);
    await expect(sight.seen(`${ownRole}-not`, there)).resolves.toBeNull();
    await expect(sight.seen('arn:aws:s3:::bucket', there)).resolves.toBeNull();
    await expect(sight.seen(ownRole, undefined)).resolves.toBeNull();
  });

  it('asks about somebody anew as soon as their groups are others', async () => {
    const visibility = byPlugin(async () => ({ accountIds: [] }));
    const asked = jest.fn(async () => ({ accountIds: [PAYMENTS] }));
    const other = byPlugin(asked);
    expect((await visibility.of(person())).shows(PAYMENTS)).toBe(false);
    await other.of(person());
    await other.of(person());
    await other.of(person({ groups: ['payments', 'risk'] }));
    expect(asked).toHaveBeenCalledTimes(2);
  });

  it('shows nothing, and says why, while credentials cannot be asked', async () => {
    await expect(byAccount(credentials([[]], true)).of(person())).rejects.toMatchObject(unavailable);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['throws', () => Promise.reject(new Error('the directory is away'))],
    ['answers nonsense', async () => ({ everything: 'yes' })],
    ['answers nothing', async () => undefined],
  ])('shows nothing, and says why, when a plugin %s', async (_how, answer) => {
    await expect(byPlugin(answer).of(person())).rejects.toMatchObject(unavailable);
  });

  it('does not wait for a plugin that hangs, whether it heeds the signal or not', async () => {
    jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] });
    const hanging = byPlugin(() => new Promise(() => undefined)).of(person());
    const outcome = expect(hanging).rejects.toMatchObject(unavailable);
    await jest.advanceTimersByTimeAsync(2_000);
    await outcome;
  });
});

describe('LIMITATIONS', () => {
  it('names every request that inventory answers, and no other', () => {
    expect(Object.keys(LIMITATIONS).sort()).toEqual(HANDLED.map(({ subject }) => subject).sort());
  });

  it("takes nothing for a person's own but what they see", () => {
    const own = HANDLED.filter(({ subject }) => LIMITATIONS[subject] === 'own');
    expect(own.map(({ subject }) => subject)).toEqual([getVisibility.subject]);
  });

  it.each(HANDLED.filter(({ subject }) => LIMITATIONS[subject] === 'privileged'))(
    '$subject is for those only who see everything',
    ({ permission }) => {
      const seers: readonly string[] = PERMISSIONS['inventory.see-everything'].holders;
      expect(seers).toEqual(expect.arrayContaining([...PERMISSIONS[permission].holders]));
    },
  );
});
