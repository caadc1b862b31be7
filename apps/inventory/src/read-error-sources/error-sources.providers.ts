import type { Provider } from '@nestjs/common';
import { readGatehouseFile } from '@gatehouse/aws';
import { errorSources } from '@gatehouse/plugin-sdk';
import { Clock, PlatformConfig } from '@gatehouse/service-host';
import { Logger } from '@gatehouse/telemetry';
import { installedExtensions } from '../plugins/installed-plugins.js';
import { ErrorSourcePositions } from './error-source-positions.js';
import { ErrorSources } from './error-sources.js';
import { ReadErrorSources } from './read-error-sources.use-case.js';

/** The sources that plugins add, and what reads them. */
export const errorSourcesProviders: Provider[] = [
  {
    provide: ErrorSources,
    inject: [PlatformConfig, Clock, Logger],
    useFactory: async (config: PlatformConfig, clock: Clock, log: Logger) => {
      const host = {
        now: () => clock.now(),
        log: (message: string, fields?: Readonly<Record<string, unknown>>) => {
          log.info(fields ?? {}, message);
        },
      };
      const file = await readGatehouseFile(config.requireConfigFile());
      return new ErrorSources(await installedExtensions(file, errorSources, { host }));
    },
  },
  ErrorSourcePositions,
  ReadErrorSources,
];
