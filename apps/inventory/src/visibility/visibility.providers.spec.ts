import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FactoryProvider } from '@nestjs/common';
import { afterAll, describe, expect, it } from '@jest/globals';
import type { PlatformConfig } from '@gatehouse/service-host';
import { FakeClock } from '@gatehouse/testing';
import { createLogger } from '@gatehouse/telemetry';
import { ChosenRule } from './chosen-rule.js';
import { visibilityProviders } from './visibility.providers.js';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-visibility-'));
const plugin = join(folder, 'plugin.mjs');
writeFileSync(
  plugin,
  `export const byTeam = {
  id: 'by-team',
  apiVersion: '^1',
  extends: { name: 'visibilitySources', apiVersion: 1 },
  config: { safeParse: (data) => ({ success: true, data }) },
  create: ({ accountId }) => ({ id: 'by-team', seenBy: async () => ({ accountIds: [accountId] }) }),
};`,
);
afterAll(() => rmSync(folder, { recursive: true }));

/** The rule of an installation with this configuration. */
async function ruleOf(configuration: string): Promise<ChosenRule> {
  const file = join(folder, 'gatehouse.yaml');
  writeFileSync(file, configuration);
  const provider = visibilityProviders.find(
    (each): each is FactoryProvider<ChosenRule> => 'provide' in each && each.provide === ChosenRule,
  );
  const config = { requireConfigFile: () => file } as unknown as PlatformConfig;
  const log = createLogger('inventory', { level: 'silent' });
  return provider?.useFactory(config, {}, new FakeClock(new Date(0)), log) as Promise<ChosenRule>;
}

const withPlugin = `plugins: [{ package: '${plugin}', config: { accountId: '111122223333' } }]`;

describe('the rule of a configuration', () => {
  it.each([
    ['', 'everybody', null],
    ['visibility: { rule: everybody }', 'everybody', null],
    ["visibility: { rule: by-account, help: 'Ask in #cloud.' }", 'by-account', 'Ask in #cloud.'],
    [`visibility: { rule: by-plugin }\n${withPlugin}`, 'by-plugin', null],
  ])('is that of %j', async (configuration, rule, help) => {
    await expect(ruleOf(configuration)).resolves.toMatchObject({ rule, help });
  });

  it('asks the plugin that is installed, with its configuration', async () => {
    const rule = await ruleOf(`visibility: { rule: by-plugin }\n${withPlugin}`);
    const person = { id: 'ada@example.com', groups: [] } as unknown as Parameters<ChosenRule['shownTo']>[0];
    await expect(rule.shownTo(person, AbortSignal.timeout(1_000))).resolves.toMatchObject({
      accountIds: ['111122223333'],
    });
  });

  it.each([
    ['a plugin that nobody asks', withPlugin, 'by-team would say what people see'],
    ['nobody to ask', 'visibility: { rule: by-plugin }', 'no plugin under plugins says'],
  ])('stops the service at its start for %s', async (_what, configuration, sentence) => {
    await expect(ruleOf(configuration)).rejects.toThrow(sentence);
  });
});
