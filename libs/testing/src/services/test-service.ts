import { startService, type RunningService, type ServiceDefinition } from '@gatehouse/service-host';
import type { TestActors } from '../actors/test-actors.js';

export interface TestServiceOptions extends Omit<ServiceDefinition, 'environment' | 'stopAtSignals'> {
  readonly natsUrl: string;
  readonly databaseUrl?: string;
  readonly redisUrl?: string;
  /** Whose tokens the service accepts, and the key it signs with. */
  readonly actors?: TestActors;
  /** More of its environment: its own variables, `GATEHOUSE_CONFIG_FILE`, `GATEHOUSE_EMBEDDED`. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Boots a real service in the test's process, on the test's own servers. Stop it in `afterAll`. */
export function testService(options: TestServiceOptions): Promise<RunningService> {
  const { natsUrl, databaseUrl, redisUrl, actors, environment, ...definition } = options;
  return startService({
    ...definition,
    stopAtSignals: false,
    environment: {
      GATEHOUSE_NATS_URL: natsUrl,
      GATEHOUSE_LOG_LEVEL: 'silent',
      ...(databaseUrl !== undefined && { GATEHOUSE_DATABASE_URL: databaseUrl }),
      ...(redisUrl !== undefined && { GATEHOUSE_REDIS_URL: redisUrl }),
      ...actors?.keyFilesOf(definition.manifest.name),
      ...environment,
    },
  });
}
