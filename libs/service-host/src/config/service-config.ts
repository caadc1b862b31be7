import type { z } from 'zod';
import { parseEnvironment, type Environment } from './environment.js';
import { platformEnvironment } from './platform-config.js';

/** A service's own part of the environment. */
export interface ServiceConfig<S extends z.ZodObject> {
  readonly schema: S;
  /** Inject the parsed values with it: `@Inject(credentialsConfig.token)`. */
  readonly token: symbol;
}

export type AnyServiceConfig = ServiceConfig<z.ZodObject>;

/** The parsed values of a service's configuration. */
export type ConfigOf<C extends AnyServiceConfig> = z.output<C['schema']>;

/**
 * Declares a service's own variables (`GATEHOUSE_…`, each with `.describe()`), parsed once at boot.
 *
 * @example export const tagsConfig = serviceConfig(z.object({ GATEHOUSE_OWNER_TAG: z.string().describe('…') }));
 */
export function serviceConfig<S extends z.ZodObject>(schema: S): ServiceConfig<S> {
  return { schema, token: Symbol('ServiceConfig') };
}

/** Parses a service's own variables. Throws `ConfigurationInvalid`. */
export function readServiceConfig<S extends z.ZodObject>(
  service: string,
  config: ServiceConfig<S>,
  environment: Environment,
): z.output<S> {
  return parseEnvironment(service, config.schema, environment, Object.keys(platformEnvironment.shape));
}
