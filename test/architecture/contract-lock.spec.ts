import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import * as contracts from '@gatehouse/contracts';

const root = new URL('../../', import.meta.url);
const locked = JSON.parse(
  readFileSync(new URL('libs/contracts/contracts.lock.json', root), 'utf8'),
) as contracts.ContractLock;
const current = contracts.contractLockOf(contracts.contractsIn(contracts));

describe('the contract lock', () => {
  it('no message breaks somebody who knows its older form; a break is a new major version', () => {
    expect(contracts.breaksOfLock(locked, current)).toEqual([]);
  });

  it('the lock is the picture of today; `npm run generate` brings it up to date', () => {
    expect(JSON.parse(JSON.stringify(current))).toEqual(locked);
  });

  it('a removed field would be named', () => {
    const subject = 'rpc.identity.v1.sign-out';
    const without = { ...current, [subject]: { ...current[subject], reply: { type: 'object' } } };
    expect(contracts.breaksOfLock(current, without as contracts.ContractLock)).toEqual([
      'rpc.identity.v1.sign-out: reply: ended: removed',
    ]);
  });
});
