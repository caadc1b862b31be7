import { z } from 'zod';
import { Secret } from '@gatehouse/contracts';

/** Environment variables as a process has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A variable whose value must not be printed; parsed into a `Secret`. */
export function secretText() {
  return z
    .string()
    .min(1)
    .transform((value) => new Secret(value));
}

/** `true` or `false`, default false. */
export function flag() {
  return z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true');
}

/** Thrown when the environment of a service is not right: says every variable, what is wrong and what it is for. */
export class ConfigurationInvalid extends Error {
  override readonly name = 'ConfigurationInvalid';

  constructor(service: string, problems: readonly string[]) {
    super(`The configuration of ${service} is not right:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
}

const PREFIX = 'GATEHOUSE_';

/**
 * Parses the variables of a schema. An empty variable counts as absent. Variables with Gatehouse's prefix that neither
 * the schema nor `alsoKnown` names are errors, because a misspelt one would silently do nothing.
 */
export function parseEnvironment<S extends z.ZodObject>(
  service: string,
  schema: S,
  environment: Environment,
  alsoKnown: readonly string[] = [],
): z.output<S> {
  const present = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const known = new Set([...Object.keys(schema.shape), ...alsoKnown]);
  const unknown = Object.keys(present)
    .filter((name) => name.startsWith(PREFIX) && !name.startsWith(`${PREFIX}TEST_`) && !known.has(name))
    .map((name) => `${name} is not known; remove it or check its spelling (known: ${[...known].sort().join(', ')})`);
  const parsed = schema.safeParse(present);
  const wrong = parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => {
        const name = String(path[0] ?? '');
        const meaning = (schema.shape as Record<string, z.ZodType>)[name]?.description;
        return `${name}: ${message}${meaning ? ` (${meaning})` : ''}`;
      });
  if (parsed.success && unknown.length === 0) return parsed.data;
  throw new ConfigurationInvalid(service, [...wrong, ...unknown]);
}
