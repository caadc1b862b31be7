import { describe, expect, it } from '@jest/globals';
import {
  explainEligibility,
  listAccounts,
  listEligibleAccounts,
  listPrincipals,
  PERMISSIONS,
  type ServiceManifest,
} from '@gatehouse/contracts';
import { MANIFESTS } from '@gatehouse/generate/manifests';

const ownerOf = (subject: string): string => subject.split('.')[1] ?? '';
/** Whom a service asks while somebody waits for it. What it asks as itself, in tasks, keeps nobody waiting. */
const calleesOf = ({ calls, callsAsItself = [] }: ServiceManifest): string[] => [
  ...new Set(calls.filter((contract) => !callsAsItself.includes(contract)).map(({ subject }) => ownerOf(subject))),
];
const byName = new Map(MANIFESTS.map((manifest) => [manifest.name, manifest]));

/** The longest way down from a service; throws on a way that comes back. */
function depthFrom(name: string, way: readonly string[] = []): number {
  if (way.includes(name)) throw new Error(`a cycle: ${[...way, name].join(' → ')}`);
  const manifest = byName.get(name);
  const below = (manifest ? calleesOf(manifest) : []).map((callee) => depthFrom(callee, [...way, name]) + 1);
  return Math.max(0, ...below);
}

describe('the call graph', () => {
  it('requests go down: no cycle, and at most two steps below the gateway', () => {
    for (const { name } of MANIFESTS) expect(depthFrom(name)).toBeLessThanOrEqual(2);
    expect(depthFrom('gateway')).toBeGreaterThan(0);
  });

  it('identity asks nobody, and inventory only what people may see', () => {
    expect(byName.get('identity')?.calls).toEqual([]);
    expect(byName.get('inventory')?.calls).toEqual([listEligibleAccounts, explainEligibility]);
  });

  it('a service that asks as itself is answered without asking on: nobody waits for whoever waits for them', () => {
    const asItself = MANIFESTS.flatMap(({ name, callsAsItself = [] }) => callsAsItself.map((each) => [name, each]));
    expect(asItself).toEqual([
      ['credentials', listAccounts],
      ['credentials', listPrincipals],
    ]);
    // Inventory asks what somebody may see of nobody who sees everything.
    expect(PERMISSIONS['inventory.see-everything'].holders).toContain('service:credentials');
  });

  it('every request that is called is handled by its owner', () => {
    for (const { calls } of MANIFESTS) {
      for (const contract of calls) expect(byName.get(ownerOf(contract.subject))?.handles).toContain(contract);
    }
  });

  it('every request on the public API is called by the gateway', () => {
    const offered = MANIFESTS.flatMap(({ handles }) => handles.filter(({ http }) => http));
    expect(byName.get('gateway')?.calls).toEqual(expect.arrayContaining(offered));
  });

  it('every event that somebody waits for is published by its owner', () => {
    for (const { subscribes, hears = [] } of MANIFESTS) {
      for (const event of [...subscribes.map((one) => one.event), ...hears])
        expect(byName.get(ownerOf(event.subject))?.publishes).toContain(event);
    }
  });

  it('the purposes of one subscriber are distinct, and safe as names of consumers', () => {
    for (const { subscribes } of MANIFESTS) {
      const purposes = subscribes.map(({ purpose }) => purpose);
      expect(new Set(purposes).size).toBe(purposes.length);
      for (const purpose of purposes) expect(purpose).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
    }
  });
});
