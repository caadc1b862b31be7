import { describe, expect, it } from '@jest/globals';

import { AwsError } from '../protocol/aws-error.js';
import { ConnectionDropped, Weather } from './weather.js';

const place = { account: '111122223333', service: 'iam', operation: 'ListRoles', region: 'us-east-1' };
const passing = { at: new Date(0), internalError: () => new AwsError('ServiceFailure', 'It failed.') };

describe(Weather, () => {
  it('lets any number of calls hang without a warning, and lets all of them go when it changes', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error) => warnings.push(warning);
    process.on('warning', note);
    const weather = new Weather();
    weather.set({ rules: [{ hangs: { share: 1, seconds: 600 } }], consistencySeconds: 0 });
    const calls = Array.from({ length: 50 }, () => weather.pass(weather.over(place), place, passing));
    const ends = Promise.allSettled(calls);
    await new Promise((resolve) => setImmediate(resolve));
    expect(weather.waiting).toBe(50);
    weather.set('calm');
    for (const end of await ends) expect(end).toMatchObject({ reason: expect.any(ConnectionDropped) });
    expect(weather.waiting).toBe(0);
    process.off('warning', note);
    expect(warnings).toEqual([]);
  });
});
