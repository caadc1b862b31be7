import type { Provider } from '@nestjs/common';
import { ConfigurationProblem, readGatehouseFile, visibilitySettingsOf, type VisibilitySettings } from '@gatehouse/aws';
import { ServiceClient } from '@gatehouse/messaging';
import { visibilitySources, type VisibilitySource } from '@gatehouse/plugin-sdk';
import { Clock, PlatformConfig } from '@gatehouse/service-host';
import { Logger } from '@gatehouse/telemetry';
import { installedExtensions } from '../plugins/installed-plugins.js';
import { ChosenRule } from './chosen-rule.js';
import { ByAccount, ByPlugin, EverybodySees } from './chosen-rules.js';
import { misfitOf } from './plugged-visibility.rules.js';
import { OwnRoles } from './own-roles.js';
import { SeenAccounts } from './seen-accounts.js';
import { Visibility } from './visibility.js';

/** The rule that gatehouse.yaml chooses. Throws `ConfigurationProblem` when rule and plugins do not fit. */
export function chosenRule(
  settings: VisibilitySettings,
  sources: readonly VisibilitySource[],
  services: Pick<ServiceClient, 'call'>,
): ChosenRule {
  const misfit = misfitOf(settings.rule, sources);
  if (misfit !== null) throw new ConfigurationProblem(misfit);
  const help = settings.help ?? null;
  const [source] = sources;
  if (source !== undefined) return new ByPlugin(source, help);
  return settings.rule === 'by-account' ? new ByAccount(settings.opened, services, help) : new EverybodySees(help);
}

/** Who sees what of the estate. */
export const visibilityProviders: Provider[] = [
  {
    provide: ChosenRule,
    inject: [PlatformConfig, ServiceClient, Clock, Logger],
    useFactory: async (config: PlatformConfig, services: ServiceClient, clock: Clock, log: Logger) => {
      const host = {
        now: () => clock.now(),
        log: (message: string, fields?: Readonly<Record<string, unknown>>) => log.info(fields ?? {}, message),
      };
      const file = await readGatehouseFile(config.requireConfigFile());
      const sources = await installedExtensions(file, visibilitySources, { host });
      return chosenRule(visibilitySettingsOf(file), sources, services);
    },
  },
  SeenAccounts,
  OwnRoles,
  Visibility,
];
