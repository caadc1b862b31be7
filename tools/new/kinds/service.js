import { camel, kebab, pascal } from '../naming.js';

/** @type {import('../new.js').Kind} */
export const service = {
  usage: 'service <name>',
  plan([word = ''], _root) {
    const name = kebab(word, 'A service');
    const base = `apps/${name}`;
    return {
      files: {
        [`${base}/package.json`]: packageOf(name),
        [`${base}/tsconfig.json`]: TSCONFIG,
        [`${base}/README.md`]: `# @gatehouse/${name}\n\nWhat it owns, in one sentence.\n\n| owns | says |\n| --- | --- |\n`,
        [`${base}/src/main.ts`]: mainOf(name),
        [`${base}/src/${name}.manifest.ts`]: manifestOf(name),
        [`${base}/src/${name}.module.ts`]: moduleOf(name),
        [`${base}/src/migrations/${name}-migrations.ts`]: migrationsOf(name),
      },
      next: [
        `add { "path": "${base}" } to tsconfig.json, and run npm install`,
        'add the manifest to tools/generate/src/manifests.ts, then npm run generate',
        `npm run new contract ${name}/<verb-noun>`,
        'add the service to deploy/local/product/services.js, so that npm start runs it',
      ],
    };
  },
};

/** @param {string} name */
function packageOf(name) {
  const manifest = {
    '@gatehouse/source': `./src/${name}.manifest.ts`,
    types: `./dist/${name}.manifest.d.ts`,
    default: `./dist/${name}.manifest.js`,
  };
  const description = {
    name: `@gatehouse/${name}`,
    version: '0.1.0',
    private: true,
    type: 'module',
    exports: { './manifest': manifest },
    nx: { tags: ['type:service', `scope:${name}`] },
  };
  return `${JSON.stringify(description, null, 2)}\n`;
}

const TSCONFIG = `{
  "extends": "../../tsconfig.base.json",
  "compilerOptions": { "rootDir": "src", "outDir": "dist", "tsBuildInfoFile": "dist/.tsbuildinfo" },
  "include": ["src/**/*.ts"],
  "references": [
    { "path": "../../libs/contracts" },
    { "path": "../../libs/persistence" },
    { "path": "../../libs/service-host" }
  ]
}
`;

/** @param {string} name */
function mainOf(name) {
  return `import { startService } from '@gatehouse/service-host';
import { ${camel(name)} } from './${name}.manifest.js';
import { ${pascal(name)}Module } from './${name}.module.js';

await startService({ manifest: ${camel(name)}, module: ${pascal(name)}Module });
`;
}

/** @param {string} name */
function manifestOf(name) {
  return `import { defineService } from '@gatehouse/contracts';

export const ${camel(name)} = defineService({
  name: '${name}',
  summary: 'What it is for, in one sentence.',
  handles: [],
  calls: [],
  publishes: [],
  subscribes: [],
});
`;
}

/** @param {string} name */
function moduleOf(name) {
  return `import { Module } from '@nestjs/common';
import { PersistenceModule } from '@gatehouse/persistence';
import { ${camel(name)}Migrations } from './migrations/${name}-migrations.js';

/** Every binding of ${name}. */
@Module({
  imports: [PersistenceModule.forService({ service: '${name}', migrations: ${camel(name)}Migrations })],
  controllers: [],
  providers: [],
})
export class ${pascal(name)}Module {}
`;
}

/** @param {string} name */
function migrationsOf(name) {
  return `import type { Migration } from '@gatehouse/persistence';

/** The service's own tables, in the order of their making; never edited after a release. */
export const ${camel(name)}Migrations: readonly Migration[] = [];
`;
}
