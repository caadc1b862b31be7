import { camel, serviceAndName } from '../naming.js';

const usage = 'event <service>/<noun-participle>';

/** @type {import('../new.js').Kind} */
export const event = {
  usage,
  plan([word], _root) {
    const [service, name] = serviceAndName(word, usage);
    const text = `import { z } from 'zod';
import { defineEvent } from '../core/define-event.js';

export const ${camel(name)} = defineEvent({
  subject: 'evt.${service}.v1.${name}',
  summary: 'When it happens, and what a subscriber may conclude.',
  since: '0.1.0',
  data: z.object({
    happenedAt: z.iso.datetime(),
  }),
  example: {
    happenedAt: '2026-11-22T09:30:00.000Z',
  },
});
`;
    return {
      files: { [`libs/contracts/src/${service}/${name}.event.ts`]: text },
      next: [
        `export ${camel(name)} from libs/contracts/src/index.ts`,
        `list it in publishes of apps/${service}/src/${service}.manifest.ts`,
        'record it with the outbox, in the transaction of its state',
        'npm run generate',
      ],
    };
  },
};
