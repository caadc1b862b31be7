import { camel, serviceAndName } from '../naming.js';

const usage = 'contract <service>/<verb-noun>';

/** @type {import('../new.js').Kind} */
export const contract = {
  usage,
  plan([word], _root) {
    const [service, name] = serviceAndName(word, usage);
    const text = `import { z } from 'zod';
import { defineRequest } from '../core/define-request.js';

export const ${camel(name)} = defineRequest({
  subject: 'rpc.${service}.v1.${name}',
  summary: 'What it does, in one sentence.',
  permission: '${service}.read',
  request: z.object({}),
  reply: z.object({}),
  failures: {},
});
`;
    return {
      files: { [`libs/contracts/src/${service}/${name}.ts`]: text },
      next: [
        `export ${camel(name)} from libs/contracts/src/index.ts`,
        `name its permission in libs/contracts/src/core/permissions.ts`,
        `list it in handles of apps/${service}/src/${service}.manifest.ts, and in calls of whoever asks`,
        `handle it in apps/${service}/src/${name}/`,
        'npm run generate',
      ],
    };
  },
};
