import { ConfigurationProblem, sectionOf, type GatehouseFile } from '@gatehouse/aws';
import {
  createExtension,
  PluginRejected,
  type ExtensionPoint,
  type Plugin,
  type PluginHost,
} from '@gatehouse/plugin-sdk';
import { z } from 'zod';

const Section = z
  .array(
    z.strictObject({
      package: z.string().min(1).max(214).describe('Name of an installed package that exports plugins.'),
      config: z.record(z.string(), z.unknown()).default({}).describe('What the plugin is given.'),
    }),
  )
  .max(100);

/** Loads a package; a test gives its own. */
export type ImportPackage = (name: string) => Promise<Readonly<Record<string, unknown>>>;

const importInstalled: ImportPackage = (name) => import(name) as Promise<Readonly<Record<string, unknown>>>;

/**
 * The extensions of one extension point that the `plugins` section of gatehouse.yaml asks for, in its order. Rejects with
 * `ConfigurationProblem` when a package cannot be loaded or exports no plugin, and with `PluginRejected` when a plugin
 * does not fit.
 */
export async function installedExtensions<Extension>(
  file: GatehouseFile,
  point: ExtensionPoint<Extension>,
  { host, load = importInstalled }: { readonly host: PluginHost; readonly load?: ImportPackage },
): Promise<Extension[]> {
  const found: Extension[] = [];
  if (file.sections['plugins'] === undefined) return found;
  for (const entry of sectionOf(file, 'plugins', Section)) {
    for (const plugin of await pluginsOf(file.path, entry.package, load)) {
      if (plugin.extends.name !== point.name) continue;
      found.push(await createExtension(plugin as Plugin<Extension>, entry.config, host));
    }
  }
  return found;
}

async function pluginsOf(path: string, name: string, load: ImportPackage): Promise<readonly Plugin[]> {
  let exported: Readonly<Record<string, unknown>>;
  try {
    exported = await load(name);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigurationProblem(`${path}: plugins: ${name} cannot be loaded (${reason}). Is it installed?`, {
      cause: error,
    });
  }
  const plugins = Object.values(exported).filter(isPlugin);
  if (plugins.length === 0) throw new PluginRejected(`${name} exports no plugin: export what definePlugin gives.`);
  return plugins;
}

function isPlugin(value: unknown): value is Plugin {
  if (typeof value !== 'object' || value === null) return false;
  const { id, extends: point, create } = value as Partial<Plugin>;
  return typeof id === 'string' && typeof point === 'object' && typeof create === 'function';
}
