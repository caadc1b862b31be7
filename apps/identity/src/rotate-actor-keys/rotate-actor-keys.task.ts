import { defineTask } from '@gatehouse/tasks';
import { ActorKeyRing } from '../actor-token/actor-key-ring.js';

export const rotateActorKeys = defineTask({
  id: 'rotate-actor-keys',
  summary:
    'Makes the next key that actor tokens are signed with when it is due, and forgets those that verify nothing.',
  every: 3_600,
  timeLimitSeconds: 30,
  run: async (_input, context) => {
    await context.get(ActorKeyRing).rotate();
  },
});
