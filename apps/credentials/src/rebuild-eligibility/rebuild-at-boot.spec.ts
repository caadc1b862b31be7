import { describe, expect, it } from '@jest/globals';
import type { Logger } from '@gatehouse/telemetry';
import { RebuildAtBoot } from './rebuild-at-boot.js';
import type { RebuildEligibility } from './rebuild-eligibility.use-case.js';

const log = { info: () => undefined } as unknown as Logger;

/** Inventory answers at so many-th try. */
function bootWhere(answersAt: number) {
  const asked = { times: 0 };
  const execute = async () => {
    asked.times += 1;
    if (asked.times < answersAt) throw new Error('inventory is not there yet');
    return 7;
  };
  return { asked, boot: new RebuildAtBoot({ execute } as unknown as RebuildEligibility, log) };
}

describe(RebuildAtBoot, () => {
  it('goes on until inventory answers, and lets others wait for that', async () => {
    const { asked, boot } = bootWhere(3);
    boot.onApplicationBootstrap();
    await boot.ending(AbortSignal.timeout(60_000));
    expect(asked.times).toBe(3);
    expect(boot.ending(AbortSignal.timeout(60_000))).toBeUndefined();
  });

  it('keeps nobody longer than they can wait', async () => {
    const { boot } = bootWhere(Infinity);
    boot.onApplicationBootstrap();
    await boot.ending(AbortSignal.timeout(20));
    await boot.onApplicationShutdown();
    expect(boot.ending(AbortSignal.timeout(20))).toBeUndefined();
  });
});
