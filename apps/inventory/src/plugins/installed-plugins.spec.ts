import { describe, expect, it } from '@jest/globals';
import { parseGatehouseFile } from '@gatehouse/aws';
import { accountSources, definePlugin, errorSources, type AccountSource } from '@gatehouse/plugin-sdk';
import { z } from 'zod';
import { installedExtensions } from './installed-plugins.js';

const host = { now: () => new Date(0), log: () => undefined };

const accountsFrom = (id: string) =>
  definePlugin({
    id,
    apiVersion: '^1',
    extends: accountSources,
    config: z.strictObject({ path: z.string().default('accounts.yaml') }),
    create: ({ path }): AccountSource => ({ id: `${id}:${path}`, list: async () => [] }),
  });

const PACKAGES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  '@example/accounts': { accountsFromFile: accountsFrom('file'), accountsFromTable: accountsFrom('table') },
  '@example/empty': { version: '1', helper: () => 1, half: { id: 'half' } },
  '@example/old': { old: { ...accountsFrom('old'), apiVersion: '^7' } },
};

function install(text: string, point = accountSources): Promise<AccountSource[]> {
  const load = async (name: string) => {
    const found = PACKAGES[name];
    if (found === undefined) throw new Error(`Cannot find package '${name}'`);
    return found;
  };
  return installedExtensions(parseGatehouseFile('gatehouse.yaml', text), point, { host, load });
}

describe(installedExtensions, () => {
  it('makes what the file asks for, in its order, each with its own settings', async () => {
    const text = `plugins:
  - { package: '@example/accounts', config: { path: first.yaml } }
  - package: '@example/accounts'`;
    expect((await install(text)).map(({ id }) => id)).toEqual([
      'file:first.yaml',
      'table:first.yaml',
      'file:accounts.yaml',
      'table:accounts.yaml',
    ]);
  });

  it('takes only what is meant for the extension point, and nothing when the file has no plugins', async () => {
    const text = `plugins: [{ package: '@example/accounts', config: { path: 1 } }]`;
    await expect(
      installedExtensions(parseGatehouseFile('gatehouse.yaml', text), errorSources, {
        host,
        load: async () => PACKAGES['@example/accounts'] ?? {},
      }),
    ).resolves.toEqual([]);
    await expect(install('aws: {}')).resolves.toEqual([]);
  });

  it.each([
    [
      'a package that is not installed',
      `[{ package: '@example/absent' }]`,
      /@example\/absent cannot be loaded .* Is it/,
    ],
    ['a package without a plugin', `[{ package: '@example/empty' }]`, /@example\/empty exports no plugin/],
    ['a plugin for another version', `[{ package: '@example/old' }]`, /old was written for accountSources \^7/],
    [
      'settings that do not fit',
      `[{ package: '@example/accounts', config: { paht: a } }]`,
      /configuration of file.*paht/,
    ],
    ['an entry without a package', `[{ config: {} }]`, /package/],
    ['what is no list', `{ package: '@example/accounts' }`, /plugins/],
  ])('refuses %s, and says what to do', async (_what, plugins, message) => {
    await expect(install(`plugins: ${plugins}`)).rejects.toThrow(message);
  });

  it('loads a package that is really installed', async () => {
    const file = parseGatehouseFile('gatehouse.yaml', `plugins: [{ package: '@gatehouse/plugin-sdk' }]`);
    await expect(installedExtensions(file, accountSources, { host })).rejects.toThrow('exports no plugin');
  });
});
