import type { ResourceSource, ResourceView } from '../state/resource-view.js';
import { type EventBus, type Rule, busesOf } from './eventbridge-state.js';

/** Buses and rules, as Config and the Tagging API see them. */
export const eventbridgeResources: ResourceSource = {
  types: ['AWS::Events::EventBus', 'AWS::Events::Rule'],
  *list(world, accountId) {
    for (const bus of busesOf(world, accountId)) {
      yield busView(bus);
      for (const rule of bus.rules.values()) yield ruleView(rule, bus);
    }
  },
};

function busView(bus: EventBus): ResourceView {
  const { arn, name, accountId, region, createdAt, tags } = bus;
  return {
    arn,
    type: 'AWS::Events::EventBus',
    id: name,
    name,
    accountId,
    region,
    createdAt,
    tags,
    configuration: () => ({ Name: name, Arn: arn, Policy: bus.policy, Description: bus.description }),
  };
}

function ruleView(rule: Rule, { region }: EventBus): ResourceView {
  const { arn, name, accountId, tags } = rule;
  return {
    arn,
    type: 'AWS::Events::Rule',
    id: name,
    name,
    accountId,
    region,
    createdAt: undefined,
    tags,
    configuration: () => ({
      Name: name,
      Arn: arn,
      EventBusName: rule.busName,
      EventPattern: rule.eventPattern,
      ScheduleExpression: rule.scheduleExpression,
      State: rule.state,
      Targets: [...rule.targets.values()],
    }),
  };
}
