import { camel, pascal, serviceAndName } from '../naming.js';

const usage = 'task <service>/<verb-noun>';

/** @type {import('../new.js').Kind} */
export const task = {
  usage,
  plan([word], _root) {
    const [service, name] = serviceAndName(word, usage);
    const base = `apps/${service}/src/${name}/${name}`;
    const taskText = `import { defineTask } from '@gatehouse/tasks';
import { z } from 'zod';
import { ${pascal(name)} } from './${name}.use-case.js';

export const ${camel(name)}Task = defineTask({
  id: '${name}',
  summary: 'What it does, in one sentence.',
  every: 300,
  timeLimitSeconds: 60,
  input: z.strictObject({}),
  run: (_input, context) => context.get(${pascal(name)}).execute(),
});
`;
    const useCaseText = `import { Injectable } from '@nestjs/common';

@Injectable()
export class ${pascal(name)} {
  async execute(): Promise<void> {}
}
`;
    return {
      files: { [`${base}.task.ts`]: taskText, [`${base}.use-case.ts`]: useCaseText },
      next: [
        `add ${camel(name)}Task to TasksModule.forService, and ${pascal(name)} to the providers, in apps/${service}/src/${service}.module.ts`,
        `test it in ${base}.medium.spec.ts`,
      ],
    };
  },
};
