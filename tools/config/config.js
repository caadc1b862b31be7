#!/usr/bin/env node
/** `npm run config` prints every setting of every service: its name, what it is by default, and what it means. */
import { existsSync, readdirSync } from 'node:fs';
import { z } from 'zod';
import { platformEnvironment } from '@gatehouse/service-host';
import { settingLines } from './settings.rules.js';

const apps = new URL('../../apps/', import.meta.url);

// `npm run config | head` is no error.
process.stdout.on('error', () => process.exit());
console.log('Every service\n');
print(platformEnvironment);
for (const app of readdirSync(apps)) {
  const file = new URL(`${app}/dist/${app}.config.js`, apps);
  const schema = existsSync(file) ? schemaIn(await import(file.href)) : undefined;
  if (schema === undefined) continue;
  console.log(`\n${app}\n`);
  print(schema);
}
console.log('\nWhat npm start itself is told by: deploy/local/README.md');

/**
 * A service's configuration module exports one `serviceConfig(…)`.
 *
 * @param {Record<string, unknown>} module
 * @returns {z.ZodObject | undefined}
 */
function schemaIn(module) {
  const configs = Object.values(module).map((value) => /** @type {{ schema?: unknown }} */ (value)?.schema);
  return configs.find((schema) => schema instanceof z.ZodObject);
}

/** @param {z.ZodObject} schema */
function print(schema) {
  const { properties, required } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  for (const line of settingLines(properties ?? {}, required ?? [])) console.log(line);
}
