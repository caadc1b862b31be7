import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { createExtension, definePlugin, PluginRejected } from './define-plugin.js';
import { accountSources } from './extension-points/account-source.js';

const host = { now: () => new Date(0), log: () => undefined };
const plugin = definePlugin({
  id: 'accounts-by-hand',
  apiVersion: '^1',
  extends: accountSources,
  config: z.object({ label: z.string() }),
  create: ({ label }) => ({ id: label, list: async () => [] }),
});

describe(definePlugin, () => {
  it('refuses an id that is not in kebab-case', () => {
    expect(() => definePlugin({ ...plugin, id: 'Accounts By Hand' })).toThrow(PluginRejected);
  });
});

describe(createExtension, () => {
  it('makes the extension from its configuration', async () => {
    await expect(createExtension(plugin, { label: 'by-hand' }, host)).resolves.toMatchObject({ id: 'by-hand' });
  });

  it('names the key that is wrong', async () => {
    await expect(createExtension(plugin, { label: 7 }, host)).rejects.toThrow('accounts-by-hand.label');
  });

  it('refuses a plugin of another major version', async () => {
    await expect(createExtension({ ...plugin, apiVersion: '^2' }, {}, host)).rejects.toThrow('was written for');
  });
});
