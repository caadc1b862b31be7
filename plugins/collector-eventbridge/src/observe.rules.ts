import type { CollectedResource } from '@gatehouse/plugin-sdk';

/** What the collector names; as AWS Config does. */
export const EVENT_BUS = 'AWS::Events::EventBus';
export const RULE = 'AWS::Events::Rule';

type Maybe<T> = T | undefined;

/** What EventBridge tells of a bus. */
export interface BusFacts {
  readonly Arn?: Maybe<string>;
  readonly Name?: Maybe<string>;
  readonly Description?: Maybe<string>;
  readonly Policy?: Maybe<string>;
}

/** What EventBridge tells of a rule. */
export interface RuleFacts {
  readonly Arn?: Maybe<string>;
  readonly Name?: Maybe<string>;
  readonly Description?: Maybe<string>;
  readonly State?: Maybe<string>;
  readonly EventPattern?: Maybe<string>;
  readonly ScheduleExpression?: Maybe<string>;
  readonly RoleArn?: Maybe<string>;
  readonly ManagedBy?: Maybe<string>;
  readonly EventBusName?: Maybe<string>;
}

type Tags = readonly { readonly Key?: Maybe<string>; readonly Value?: Maybe<string> }[];

/** A bus as a resource; it is the only thing in EventBridge with a policy of its own. */
export function observeBus({ Arn = '', Name = '', Description, Policy }: BusFacts, tags: Tags): CollectedResource {
  return {
    arn: Arn,
    resourceType: EVENT_BUS,
    name: Name,
    tags: tagsOf(tags),
    settings: { description: Description ?? null },
    policy: Policy ?? null,
  };
}

/** A rule as a resource: what it waits for, and the role that it acts with. */
export function observeRule({ Arn = '', Name = '', ...rule }: RuleFacts, tags: Tags): CollectedResource {
  const { Description, State, EventPattern, ScheduleExpression, RoleArn, ManagedBy, EventBusName } = rule;
  const facts = {
    description: Description,
    state: State,
    eventPattern: EventPattern,
    schedule: ScheduleExpression,
    roleArn: RoleArn,
    managedBy: ManagedBy,
    eventBus: EventBusName,
  };
  const settings = Object.fromEntries(Object.entries(facts).map(([key, value]) => [key, value ?? null]));
  return { arn: Arn, resourceType: RULE, name: Name, tags: tagsOf(tags), settings };
}

/** A rule's bus and name, from its ARN: `rule/name`, or `rule/bus/name` on a bus that is not the default one. */
export function placeOfRule(arn: string): { readonly bus: string; readonly name: string } {
  const [, ...parts] = arn.slice(arn.indexOf(':rule/')).split('/');
  const name = parts.pop() ?? '';
  return { bus: parts.length === 0 ? 'default' : parts.join('/'), name };
}

function tagsOf(tags: Tags): Record<string, string> {
  return Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
}
