import { describe, expect, it } from '@jest/globals';
import type { ServiceManifest } from '@gatehouse/contracts';
import { MANIFESTS } from '@gatehouse/generate/manifests';

const ownerOf = (subject: string): string => subject.split('.')[1] ?? '';
const calleesOf = (manifest: ServiceManifest): string[] => [
  ...new Set(manifest.calls.map(({ subject }) => ownerOf(subject))),
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

  it('identity and inventory ask nobody', () => {
    expect(byName.get('identity')?.calls).toEqual([]);
    expect(byName.get('inventory')?.calls).toEqual([]);
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
    for (const { subscribes } of MANIFESTS) {
      for (const { event } of subscribes) expect(byName.get(ownerOf(event.subject))?.publishes).toContain(event);
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
