import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EligibilityIndex, isCliOnly, type IndexedRole } from './eligibility-index.js';

const role = (name: string, full: string[], cliOnly: string[] = []): IndexedRole => ({
  roleArn: `arn:aws:iam::111122223333:role/${name}`,
  accountId: '111122223333',
  maxSessionSeconds: 3_600,
  full,
  cliOnly,
});
const namesOf = (index: EligibilityIndex, identities: string[]) =>
  [...index.rolesOf(identities).all].map((number) => index.arnOf(number).split('/')[1]).sort();

describe(EligibilityIndex, () => {
  it('unites what all identities of an actor open', () => {
    const index = new EligibilityIndex();
    index.put(role('reader', ['payments', 'on-call']));
    index.put(role('writer', ['payments']));
    index.put(role('admin', ['cloud']));
    expect(namesOf(index, ['ada@example.com', 'payments'])).toEqual(['reader', 'writer']);
    expect(namesOf(index, ['on-call', 'cloud'])).toEqual(['admin', 'reader']);
    expect(namesOf(index, ['nobody'])).toEqual([]);
  });

  it('keeps roles from the console that are open to the command line only, unless another identity opens them', () => {
    const index = new EligibilityIndex();
    index.put(role('deploy', ['releases'], ['payments']));
    const number = index.find(role('deploy', []).roleArn) ?? -1;
    expect(isCliOnly(index.rolesOf(['payments']), number)).toBe(true);
    expect(isCliOnly(index.rolesOf(['payments', 'releases']), number)).toBe(false);
    expect(index.eligibilityOf(['payments'], number)).toBe('cli-only');
    expect(index.eligibilityOf(['payments', 'releases'], number)).toBe('full');
    expect(index.eligibilityOf(['strangers'], number)).toBe('none');
  });

  it('forgets a role that is gone or that nobody may assume any more, at once', () => {
    const index = new EligibilityIndex();
    index.put(role('reader', ['payments']));
    index.put(role('writer', ['payments']));
    expect(namesOf(index, ['payments'])).toEqual(['reader', 'writer']);
    index.remove(role('reader', []).roleArn);
    index.put(role('writer', []));
    expect(namesOf(index, ['payments'])).toEqual([]);
    expect(index.size).toBe(0);
  });

  it('shows a new group of a role to those who asked before', () => {
    const index = new EligibilityIndex();
    expect(namesOf(index, ['payments'])).toEqual([]);
    index.put(role('reader', ['payments']));
    expect(namesOf(index, ['payments'])).toEqual(['reader']);
  });

  it('is what looking at every role would say, after any changes', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const identities = fc.uniqueArray(fc.constantFrom('one', 'two', 'three'));
    const change = fc.record({ name, full: identities, cliOnly: identities, remove: fc.boolean() });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), identities, (changes, asking) => {
        const index = new EligibilityIndex();
        const model = new Map<string, IndexedRole>();
        for (const { name, full, cliOnly, remove } of changes) {
          index.rolesOf(asking);
          if (remove) index.remove(role(name, []).roleArn);
          else index.put(role(name, full, cliOnly));
          if (remove) model.delete(name);
          else model.set(name, role(name, full, cliOnly));
        }
        const shares = (them: readonly string[]) => them.some((it) => asking.some((identity) => identity === it));
        const expected = [...model].filter(([, { full, cliOnly }]) => shares(full) || shares(cliOnly));
        expect(namesOf(index, asking)).toEqual(expected.map(([name]) => name).sort());
        for (const [, { roleArn, full }] of expected) {
          const number = index.find(roleArn) ?? -1;
          expect(index.eligibilityOf(asking, number)).toBe(shares(full) ? 'full' : 'cli-only');
          expect(isCliOnly(index.rolesOf(asking), number)).toBe(!shares(full));
        }
      }),
    );
  });
});
