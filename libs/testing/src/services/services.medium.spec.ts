import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getProfile } from '@gatehouse/contracts';
import type { RunningService } from '@gatehouse/service-host';
import { testActors, type TestActors } from '../actors/test-actors.js';
import { testNats, type TestNats } from '../servers/test-nats.js';
import { answers, stubService } from './stub-service.js';
import { testCaller, type TestCaller } from './test-caller.js';

let nats: TestNats;
let actors: TestActors;
let stub: RunningService;
let caller: TestCaller;

beforeAll(async () => {
  nats = await testNats();
  actors = await testActors({ natsUrl: nats.url, services: ['gateway'] });
  stub = await stubService(
    'identity',
    [
      answers(getProfile, async (_request, { id, displayName, groups, privileges, signedInBy }) => ({
        person: { personId: id, displayName, groups, privileges },
        signedInBy,
      })),
    ],
    { natsUrl: nats.url, actors },
  );
  caller = await testCaller(nats.url, [getProfile]);
});

afterAll(async () => {
  await Promise.all([caller.stop(), stub.stop(), actors.stop()]);
  await nats.stop();
});

describe(stubService, () => {
  it('answers people whose token it can verify', async () => {
    const ada = await actors.asPerson({ displayName: 'Ada' });
    await expect(caller.call(getProfile, ada, {})).resolves.toMatchObject({ person: { displayName: 'Ada' } });
  });

  it('refuses a token that another key signed', async () => {
    await expect(caller.call(getProfile, await actors.asForger(), {})).rejects.toMatchObject({
      failure: { code: 'unauthenticated', reason: 'ACTOR_INVALID' },
    });
  });

  it('holds services to their permissions, as the real service would', async () => {
    await expect(caller.call(getProfile, await actors.asService('gateway'), {})).rejects.toMatchObject({
      failure: { code: 'permission_denied', reason: 'PERMISSION_MISSING' },
    });
  });
});
