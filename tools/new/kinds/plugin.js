import { camel, kebab, pascal } from '../naming.js';

/** @type {import('../new.js').Kind} */
export const plugin = {
  usage: 'plugin <name>',
  plan([word = ''], _root) {
    const name = kebab(word, 'A plugin');
    const base = `plugins/${name}`;
    const description = {
      name: `@gatehouse/plugin-${name}`,
      version: '0.1.0',
      private: true,
      type: 'module',
      exports: {
        '.': { '@gatehouse/source': './src/index.ts', types: './dist/index.d.ts', default: './dist/index.js' },
      },
      nx: { tags: ['type:plugin'] },
    };
    return {
      files: {
        [`${base}/package.json`]: `${JSON.stringify(description, null, 2)}\n`,
        [`${base}/tsconfig.json`]: TSCONFIG,
        [`${base}/README.md`]: `# @gatehouse/plugin-${name}\n\nWhat it adds, in one sentence, and its configuration.\n`,
        [`${base}/src/index.ts`]: `export { ${camel(name)} } from './${name}.js';\n`,
        [`${base}/src/${name}.ts`]: pluginOf(name),
        [`${base}/src/${name}.spec.ts`]: specOf(name),
      },
      next: [
        `add { "path": "${base}" } to tsconfig.json, and run npm install`,
        `say in ${base}/src/${name}.ts what it adds`,
      ],
    };
  },
};

const TSCONFIG = `{
  "extends": "../../tsconfig.base.json",
  "compilerOptions": { "rootDir": "src", "outDir": "dist", "tsBuildInfoFile": "dist/.tsbuildinfo" },
  "include": ["src/**/*.ts"],
  "references": [{ "path": "../../libs/contracts" }, { "path": "../../libs/plugin-sdk" }]
}
`;

/** @param {string} name */
function pluginOf(name) {
  return `import { accountSources, definePlugin, type AccountSource, type SourcedAccount } from '@gatehouse/plugin-sdk';
import { z } from 'zod';

/** Accounts from somewhere that only this company knows. */
export class ${pascal(name)} implements AccountSource {
  readonly id = '${name}';

  list(_signal: AbortSignal): Promise<readonly SourcedAccount[]> {
    return Promise.resolve([]);
  }
}

export const ${camel(name)} = definePlugin({
  id: '${name}',
  apiVersion: '^1',
  extends: accountSources,
  config: z.strictObject({}),
  create: () => new ${pascal(name)}(),
});
`;
}

/** @param {string} name */
function specOf(name) {
  return `import { describe, it } from '@jest/globals';
import { accountSourceConformance } from '@gatehouse/plugin-sdk';
import { ${pascal(name)} } from './${name}.js';

describe(${pascal(name)}, () => {
  it.each(accountSourceConformance(new ${pascal(name)}()))('$promise', ({ check }) => check());
});
`;
}
