import {
  DeleteRule$,
  type DeleteRuleRequest,
  DescribeRule$,
  type DescribeRuleRequest,
  type DescribeRuleResponse,
  DisableRule$,
  type DisableRuleRequest,
  EnableRule$,
  type EnableRuleRequest,
  ListRuleNamesByTarget$,
  type ListRuleNamesByTargetRequest,
  type ListRuleNamesByTargetResponse,
  ListRules$,
  type ListRulesRequest,
  type ListRulesResponse,
  PutRule$,
  type PutRuleRequest,
  type PutRuleResponse,
  type Rule as RuleShape,
  type Target,
} from '@aws-sdk/client-eventbridge';

import { AwsError } from '../protocol/aws-error.js';
import { refuseViolations } from '../protocol/validation.rules.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import { PatternProblem, compileEventPattern } from './event-pattern.rules.js';
import {
  BUS_NAME,
  RULE_NAME,
  aboutBus,
  aboutRule,
  busNamed,
  busPlace,
  invalid,
  passRole,
  ruleNamed,
  tagContext,
  tooMany,
} from './eventbridge-access.js';
import { pageOf } from './eventbridge-paging.rules.js';
import { type EventBus, type Rule, type RuleState, ruleArn } from './eventbridge-state.js';
import { checkTags, tagsIn } from './event-tags.rules.js';

const MAX_RULES = 300;
const STATES: readonly RuleState[] = ['DISABLED', 'ENABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'];
const SCHEDULE = /^(?:rate\([1-9]\d* (?:minute|minutes|hour|hours|day|days)\)|cron\((?:\S+ ){5}\S+\))$/u;

export const putRule = operation<PutRuleRequest, PutRuleResponse>({
  schema: PutRule$,
  access: (input, call) => {
    checkRule(input, busPlace(call, input.EventBusName).name);
    const rule = { rule: input.Name ?? '', bus: input.EventBusName, context: tagContext(input.Tags) };
    const tagging = (input.Tags ?? []).length > 0 ? [aboutRule(call, 'TagResource', rule)] : [];
    return [aboutRule(call, 'PutRule', rule), ...tagging, ...passRole(input.RoleArn)];
  },
  handle: (input, call) => {
    const bus = busNamed(call, input.EventBusName);
    const known = bus.rules.get(input.Name ?? '');
    if (known === undefined && bus.rules.size >= MAX_RULES) throw tooMany();
    const rule = newRule(input, bus, known, call);
    bus.rules.set(rule.name, rule);
    return { RuleArn: rule.arn };
  },
});

function checkRule(input: PutRuleRequest, busName: string): void {
  refuseViolations(
    { Name: input.Name, Description: input.Description, State: input.State, EventBusName: input.EventBusName },
    {
      Name: RULE_NAME,
      Description: { maxLength: 512 },
      State: { oneOf: STATES },
      EventBusName: { minLength: 1, maxLength: 1600 },
    },
    'ValidationException',
  );
  checkTags(input.Tags ?? []);
  const { EventPattern: pattern = '', ScheduleExpression: schedule = '' } = input;
  if (pattern === '' && schedule === '') {
    throw invalid('Parameter(s) EventPattern or ScheduleExpression must be specified.');
  }
  if (pattern !== '') checkPattern(pattern);
  if (schedule !== '') checkSchedule(schedule, busName);
}

/** Refuses a pattern that AWS would refuse. */
export function checkPattern(pattern: string): void {
  refuseViolations({ EventPattern: pattern }, { EventPattern: { maxLength: 4096 } }, 'ValidationException');
  try {
    compileEventPattern(pattern);
  } catch (error) {
    if (!(error instanceof PatternProblem)) throw error;
    throw new AwsError('InvalidEventPatternException', `Event pattern is not valid. Reason: ${error.message}`);
  }
}

function checkSchedule(schedule: string, busName: string): void {
  if (busName !== 'default') throw invalid('ScheduleExpression is supported only on the default event bus.');
  if (!SCHEDULE.test(schedule)) throw invalid('Parameter ScheduleExpression is not valid.');
}

function newRule(input: PutRuleRequest, bus: EventBus, known: Rule | undefined, call: Call): Rule {
  const name = input.Name ?? '';
  return {
    name,
    arn: ruleArn(bus, name),
    accountId: bus.accountId,
    busName: bus.name,
    ...keptOf(known, input, call),
    description: input.Description,
    eventPattern: given(input.EventPattern),
    scheduleExpression: given(input.ScheduleExpression),
    // Checked against the states there are.
    state: (input.State as RuleState | undefined) ?? 'ENABLED',
    roleArn: input.RoleArn,
  };
}

/** What a change of a rule leaves alone; tags are changed by TagResource. */
function keptOf(known: Rule | undefined, { Tags }: PutRuleRequest, { caller }: Call) {
  if (known !== undefined) return { createdBy: known.createdBy, tags: known.tags, targets: known.targets };
  return { createdBy: caller.accountId, tags: new Map(tagsIn(Tags)), targets: new Map<string, Target>() };
}

function given(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

export const deleteRule = operation<DeleteRuleRequest, object>({
  schema: DeleteRule$,
  access: (input, call) => [aboutNamed(call, 'DeleteRule', input)],
  handle: (input, call) => {
    const bus = busNamed(call, input.EventBusName);
    const rule = bus.rules.get(input.Name ?? '');
    if (rule === undefined) return {};
    if (rule.targets.size > 0) throw invalid("Rule can't be deleted since it has targets.");
    bus.rules.delete(rule.name);
    return {};
  },
});

interface NamedRule {
  readonly Name?: string | undefined;
  readonly EventBusName?: string | undefined;
}

function aboutNamed(call: Call, action: string, { Name, EventBusName }: NamedRule) {
  refuseViolations({ Name }, { Name: RULE_NAME }, 'ValidationException');
  return aboutRule(call, action, { rule: Name ?? '', bus: EventBusName });
}

export const describeRule = operation<DescribeRuleRequest, DescribeRuleResponse>({
  schema: DescribeRule$,
  access: (input, call) => [aboutNamed(call, 'DescribeRule', input)],
  handle: (input, call) => {
    const rule = ruleNamed(busNamed(call, input.EventBusName), input.Name ?? '');
    return { ...ruleShape(rule), CreatedBy: rule.createdBy };
  },
});

function ruleShape(rule: Rule): RuleShape {
  const { description, eventPattern, scheduleExpression, roleArn } = rule;
  return {
    Name: rule.name,
    Arn: rule.arn,
    State: rule.state,
    EventBusName: rule.busName,
    ...(description === undefined ? {} : { Description: description }),
    ...(eventPattern === undefined ? {} : { EventPattern: eventPattern }),
    ...(scheduleExpression === undefined ? {} : { ScheduleExpression: scheduleExpression }),
    ...(roleArn === undefined ? {} : { RoleArn: roleArn }),
  };
}

export const enableRule = operation<EnableRuleRequest, object>({
  schema: EnableRule$,
  access: (input, call) => [aboutNamed(call, 'EnableRule', input)],
  handle: (input, call) => switched(input, call, 'ENABLED'),
});

export const disableRule = operation<DisableRuleRequest, object>({
  schema: DisableRule$,
  access: (input, call) => [aboutNamed(call, 'DisableRule', input)],
  handle: (input, call) => switched(input, call, 'DISABLED'),
});

function switched(input: NamedRule, call: Call, state: RuleState): object {
  const bus = busNamed(call, input.EventBusName);
  const rule = ruleNamed(bus, input.Name ?? '');
  bus.rules.set(rule.name, { ...rule, state });
  return {};
}

export const listRules = operation<ListRulesRequest, ListRulesResponse>({
  schema: ListRules$,
  access: (input, call) => {
    refuseViolations({ NamePrefix: input.NamePrefix }, { NamePrefix: RULE_NAME }, 'ValidationException');
    return [{ ...aboutBus(call, 'ListRules', { bus: input.EventBusName }), resource: '*' }];
  },
  handle: (input, call) => {
    const bus = busNamed(call, input.EventBusName);
    const matching = [...bus.rules.values()].filter(({ name }) => name.startsWith(input.NamePrefix ?? ''));
    const { items, ...rest } = pageOf(matching, ({ name }) => name, input);
    return { Rules: items.map(ruleShape), ...rest };
  },
});

export const listRuleNamesByTarget = operation<ListRuleNamesByTargetRequest, ListRuleNamesByTargetResponse>({
  schema: ListRuleNamesByTarget$,
  access: (input, call) => {
    refuseViolations({ EventBusName: input.EventBusName }, { EventBusName: BUS_NAME }, 'ValidationException');
    return [{ ...aboutBus(call, 'ListRuleNamesByTarget', { bus: input.EventBusName }), resource: '*' }];
  },
  handle: (input, call) => {
    const rules = [...busNamed(call, input.EventBusName).rules.values()];
    const aimed = rules.filter(({ targets }) => [...targets.values()].some(({ Arn }) => Arn === input.TargetArn));
    const { items, ...rest } = pageOf(aimed, ({ name }) => name, input);
    return { RuleNames: items.map(({ name }) => name), ...rest };
  },
});
