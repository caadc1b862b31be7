import { describe, expect, it } from '@jest/globals';

import { documentProblem } from '../authorization/policy-documents.js';
import { unknownPrincipal } from '../authorization/principals-exist.js';
import { SMALL_ORGANIZATION } from '../fixture/small-organization.js';
import { parseSeed } from '../seed/read-seed.js';
import { snsState } from '../sns/sns-state.js';
import { sqsState } from '../sqs/sqs-state.js';
import { findManagedPolicy, findRole } from '../state/lookup.js';
import { pathTo } from '../state/organization.js';
import { regrowWorld, settleWorld } from './grow-world.js';
import { makeWorld } from './make-world.js';

const seed = parseSeed(SMALL_ORGANIZATION, 'small organization');
const NOW = new Date('2026-11-22T10:15:00Z');
const PLAN = { accounts: 12, roles: 60, buckets: 8, queues: 2, topics: 1, seedNumber: 42 };
const FIRST = '200000000001';

const rolesOf = (world: ReturnType<typeof makeWorld>, id: string) => [
  ...(world.accounts.get(id)?.roles.values() ?? []),
];

describe('a generated organization', () => {
  const world = makeWorld(seed, NOW, PLAN);

  it('comes beside the accounts of the seed, with as much in each account as was asked for', () => {
    expect([...world.accounts.keys()].slice(4, 7)).toEqual(['555555555555', FIRST, '200000000002']);
    expect(world.accounts.size).toBe(5 + 12);
    expect(rolesOf(world, FIRST)).toHaveLength(60);
    expect([...world.buckets.values()].filter(({ accountId }) => accountId === FIRST)).toHaveLength(8);
  });

  it('is the same from the same number, later on the same day, and another from another number', () => {
    const again = makeWorld(seed, new Date('2026-11-22T23:00:00Z'), PLAN);
    expect(rolesOf(again, FIRST)).toEqual(rolesOf(world, FIRST));
    expect(again.accounts.get(FIRST)?.joinedAt).toEqual(world.accounts.get(FIRST)?.joinedAt);
    const other = makeWorld(seed, NOW, { ...PLAN, seedNumber: 43 });
    expect(rolesOf(other, FIRST)).not.toEqual(rolesOf(world, FIRST));
  });

  it('gives every account a place in a unit with guardrails', () => {
    const organization = world.organizations.get('o-smallforspecs');
    if (organization === undefined) throw new Error('the organization is gone');
    const names = pathTo(organization, FIRST).map(({ name }) => name);
    expect(names).toEqual(['Root', 'Retail', 'Production', 'checkout-production']);
    const production = pathTo(organization, FIRST)[2]?.id ?? '';
    expect(organization.attachments.get(production)?.size).toBe(2);
  });

  it('holds documents that AWS would take, principals and policies that are there', () => {
    for (const id of [FIRST, '200000000012']) {
      for (const role of rolesOf(world, id)) {
        expect(findRole(world, role.arn)).toBe(role);
        expect(unknownPrincipal(world, role.trustPolicy, 'trust')).toBeUndefined();
        expect(documentProblem(role.trustPolicy, 'trust')).toBeUndefined();
        for (const text of role.inlinePolicies.values()) expect(documentProblem(text, 'identity')).toBeUndefined();
        expect([...role.attachedPolicies].filter((arn) => findManagedPolicy(world, arn)?.arn !== arn)).toEqual([]);
        expect(findManagedPolicy(world, role.boundaryArn ?? '')?.arn).toBe(role.boundaryArn);
      }
    }
  });

  it('holds queues, topics and buckets whose policies AWS would take', () => {
    const queues = [...sqsState(world).places.values()].flatMap((each) => [...each.values()]);
    const topics = [...snsState(world).places.values()].flatMap((each) => [...each.values()]);
    expect([queues.length, topics.length]).toEqual([24, 12]);
    for (const { attributes } of [...queues, ...topics]) {
      const policy = attributes.get('Policy');
      if (policy !== undefined) expect(documentProblem(policy, 'resource')).toBeUndefined();
    }
    for (const { policy } of world.buckets.values()) {
      if (policy !== undefined) expect(documentProblem(policy, 'resource')).toBeUndefined();
    }
  });

  it('shares documents, and has no id twice', () => {
    const roles = [...world.accounts.keys()].flatMap((id) => rolesOf(world, id));
    const trusts = rolesOf(makeWorld(seed, NOW, { accounts: 1, roles: 1000 }), FIRST).map(
      ({ trustPolicy }) => trustPolicy,
    );
    expect(new Set(trusts).size).toBeLessThan(40);
    expect(new Set(roles.map(({ id }) => id)).size).toBe(roles.length);
    const people = roles.filter(({ tags }) => tags.has('gatehouse-authorized'));
    expect(people.length / roles.length).toBeGreaterThan(0.1);
  });

  it('comes back from a saved copy with its changes', () => {
    const saved = makeWorld(seed, NOW, PLAN);
    const [first, second] = rolesOf(saved, FIRST);
    first?.tags.set('changed', 'yes');
    saved.accounts.get(FIRST)?.roles.delete(second?.name.toLowerCase() ?? '');
    settleWorld(saved);
    const copy = structuredClone(saved);
    regrowWorld(copy, seed);
    const roles = rolesOf(copy, FIRST);
    expect(roles).toHaveLength(59);
    expect(roles.find(({ name }) => name === first?.name)?.tags.get('changed')).toBe('yes');
    expect(rolesOf(copy, '200000000002')).toEqual(rolesOf(saved, '200000000002'));
  });

  it('is not there unless asked for', () => {
    expect(makeWorld(seed, NOW).accounts.size).toBe(5);
    expect(() => makeWorld(seed, NOW, { accounts: -1 })).toThrow('accounts');
  });
});
