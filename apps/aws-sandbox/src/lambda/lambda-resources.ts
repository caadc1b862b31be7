import type { ResourceSource } from '../state/resource-view.js';
import { type LambdaFunction, functionsOf, latestOf } from './lambda-state.js';

const TYPE = 'AWS::Lambda::Function';

/** Functions as Config records them: the API's members with a small first letter. */
export const lambdaResources: ResourceSource = {
  types: [TYPE],
  *list(world, accountId) {
    for (const each of functionsOf(world, accountId)) {
      yield {
        arn: each.arn,
        type: TYPE,
        id: each.name,
        name: each.name,
        accountId,
        region: each.region,
        createdAt: each.createdAt,
        tags: each.tags,
        configuration: () => configurationOf(each),
      };
    }
  },
};

function configurationOf(found: LambdaFunction): Readonly<Record<string, unknown>> {
  return lowered({ ...latestOf(found).configuration }) as Readonly<Record<string, unknown>>;
}

function lowered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key.charAt(0).toLowerCase() + key.slice(1),
      keepsNames(key) ? each : lowered(each),
    ]),
  );
}

/** The names of environment variables are the owner's. */
function keepsNames(key: string): boolean {
  return key === 'Variables';
}
