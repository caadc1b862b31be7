import type { z } from 'zod';
import type { ExtensionPoint } from './extension-points/extension-point.js';

/** What a plugin gets from the service that hosts it. */
export interface PluginHost {
  /** The time; plugins read no clock of their own, so that tests can set it. */
  now(): Date;
  /** One line in the service's log. Never a secret. */
  log(message: string, fields?: Readonly<Record<string, string | number | boolean>>): void;
}

/** A package that adds one implementation to one extension point. */
export interface Plugin<Extension = unknown, Config = unknown> {
  /** In kebab-case, unique among the plugins of an installation. */
  readonly id: string;
  /** Version of the extension point it was written for, as a caret range of its major: `^1`. */
  readonly apiVersion: `^${number}`;
  readonly extends: ExtensionPoint<Extension>;
  /** Schema of its configuration. */
  readonly config: z.ZodType<Config>;
  create(config: Config, host: PluginHost): Extension | Promise<Extension>;
}

/** A plugin cannot be used; the message says why and what to do. */
export class PluginRejected extends Error {
  override readonly name = 'PluginRejected';
}

/**
 * Declares a plugin. Throws `PluginRejected` when its id is not in kebab-case.
 *
 * @example
 * export const accountsFromFile = definePlugin({
 *   id: 'accounts-from-file',
 *   apiVersion: '^1',
 *   extends: accountSources,
 *   config: z.object({ path: z.string() }),
 *   create: ({ path }) => new FileAccounts(path),
 * });
 */
export function definePlugin<Extension, Config>(plugin: Plugin<Extension, Config>): Plugin<Extension, Config> {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(plugin.id)) {
    throw new PluginRejected(`"${plugin.id}" is not the id of a plugin: use lower-case words joined by "-".`);
  }
  return plugin;
}

/**
 * Makes a plugin's extension for a host that offers the extension point. Rejects with `PluginRejected` when the plugin
 * was written for another major version, or when its configuration is wrong; every wrong key is named.
 */
export async function createExtension<Extension, Config>(
  plugin: Plugin<Extension, Config>,
  config: unknown,
  host: PluginHost,
): Promise<Extension> {
  const { id, apiVersion, extends: point } = plugin;
  if (apiVersion !== `^${point.apiVersion}`) {
    throw new PluginRejected(`${id} was written for ${point.name} ${apiVersion}; here it is ${point.apiVersion}.`);
  }
  const parsed = plugin.config.safeParse(config ?? {});
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path, message }) => `${[id, ...path].join('.')}: ${message}`);
    throw new PluginRejected(`The configuration of ${id} needs a correction: ${issues.join(' ')}`);
  }
  return plugin.create(parsed.data, host);
}
