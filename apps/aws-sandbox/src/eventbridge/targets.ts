import {
  type InputTransformer,
  ListTargetsByRule$,
  type ListTargetsByRuleRequest,
  type ListTargetsByRuleResponse,
  PutTargets$,
  type PutTargetsRequest,
  type PutTargetsResponse,
  RemoveTargets$,
  type RemoveTargetsRequest,
  type RemoveTargetsResponse,
  type Target,
} from '@aws-sdk/client-eventbridge';

import { refuseViolations } from '../protocol/validation.rules.js';
import { operation } from '../service/operation.js';
import { RULE_NAME, aboutRule, busNamed, invalid, passRole, ruleNamed, tooMany } from './eventbridge-access.js';
import { pageOf } from './eventbridge-paging.rules.js';
import { parsePath } from './json-path.rules.js';

const MAX_TARGETS = 5;
const TARGET_ID = { minLength: 1, maxLength: 64, pattern: '[\\.\\-_A-Za-z0-9]+' } as const;
const TARGET_ARN = /^arn:[a-z-]+:[a-z0-9-]+:[a-z0-9-]*:(?:\d{12})?:.+$/u;
const MAX_PATHS = 100;

export const putTargets = operation<PutTargetsRequest, PutTargetsResponse>({
  schema: PutTargets$,
  access: (input, call) => {
    const targets = input.Targets ?? [];
    checkTargets(targets);
    refuseViolations({ Rule: input.Rule }, { Rule: RULE_NAME }, 'ValidationException');
    const context = { 'events:TargetArn': targets.map(({ Arn = '' }) => Arn) };
    const question = aboutRule(call, 'PutTargets', { rule: input.Rule ?? '', bus: input.EventBusName, context });
    return [question, ...targets.flatMap(({ RoleArn }) => passRole(RoleArn))];
  },
  handle: (input, call) => {
    const bus = busNamed(call, input.EventBusName);
    const rule = ruleNamed(bus, input.Rule ?? '');
    const given = input.Targets ?? [];
    const ids = new Set([...rule.targets.keys(), ...given.map(({ Id = '' }) => Id)]);
    if (ids.size > MAX_TARGETS) throw tooMany();
    for (const target of given) rule.targets.set(target.Id ?? '', target);
    return { FailedEntryCount: 0, FailedEntries: [] };
  },
});

function checkTargets(targets: readonly Target[]): void {
  if (targets.length === 0 || targets.length > 100) throw invalid('Parameter Targets must have 1 to 100 members.');
  for (const target of targets) checkTarget(target);
}

function checkTarget(target: Target): void {
  const { Id = '', Arn = '', RoleArn, Input, InputPath, InputTransformer } = target;
  refuseViolations({ Id }, { Id: TARGET_ID }, 'ValidationException');
  if (!TARGET_ARN.test(Arn)) {
    throw invalid(`Parameter ${Arn} is not valid. Reason: Provided Arn is not in correct format.`);
  }
  if (RoleArn !== undefined && !/^arn:[a-z-]+:iam::\d{12}:role\/.+$/u.test(RoleArn)) {
    throw invalid(`Parameter ${RoleArn} is not valid. Reason: Provided role is not in correct format.`);
  }
  if ([Input, InputPath, InputTransformer].filter((each) => each !== undefined).length > 1) {
    throw invalid(`Only one of Input, InputPath, or InputTransformer must be provided for target ${Id}.`);
  }
  checkInput(target);
}

function checkInput({ Id = '', Input, InputPath, InputTransformer }: Target): void {
  if (Input !== undefined && !isJson(Input)) throw invalid(`JSON syntax error in input for target ${Id}`);
  if (InputPath !== undefined && parsePath(InputPath) === undefined) throw badPath(Id);
  if (InputTransformer !== undefined) checkTransformer(Id, InputTransformer);
}

function checkTransformer(id: string, { InputPathsMap = {}, InputTemplate = '' }: InputTransformer): void {
  const paths = Object.entries(InputPathsMap);
  if (paths.length > MAX_PATHS)
    throw invalid(`InputPathsMap for target ${id} has more than ${String(MAX_PATHS)} entries.`);
  const reserved = paths.find(([name]) => name.startsWith('AWS'));
  if (reserved !== undefined) throw invalid(`InputPathsMap keys for target ${id} must not begin with AWS.`);
  if (paths.some(([, path]) => parsePath(path) === undefined)) throw badPath(id);
  const used = [...InputTemplate.matchAll(/<([A-Za-z0-9_-]+)>/gu)].map(([, name = '']) => name);
  const missing = used.find((name) => !paths.some(([known]) => known === name));
  if (missing === undefined) return;
  throw invalid(`Invalid InputTemplate for target ${id} : [Placeholder ${missing} has no entry in InputPathsMap.]`);
}

function badPath(id: string) {
  return invalid(`Invalid JSONPath provided for target ${id}.`);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

export const removeTargets = operation<RemoveTargetsRequest, RemoveTargetsResponse>({
  schema: RemoveTargets$,
  access: (input, call) => {
    refuseViolations({ Rule: input.Rule }, { Rule: RULE_NAME }, 'ValidationException');
    return [aboutRule(call, 'RemoveTargets', { rule: input.Rule ?? '', bus: input.EventBusName })];
  },
  handle: (input, call) => {
    const rule = ruleNamed(busNamed(call, input.EventBusName), input.Rule ?? '');
    for (const id of input.Ids ?? []) rule.targets.delete(id);
    return { FailedEntryCount: 0, FailedEntries: [] };
  },
});

export const listTargetsByRule = operation<ListTargetsByRuleRequest, ListTargetsByRuleResponse>({
  schema: ListTargetsByRule$,
  access: (input, call) => {
    refuseViolations({ Rule: input.Rule }, { Rule: RULE_NAME }, 'ValidationException');
    return [aboutRule(call, 'ListTargetsByRule', { rule: input.Rule ?? '', bus: input.EventBusName })];
  },
  handle: (input, call) => {
    const rule = ruleNamed(busNamed(call, input.EventBusName), input.Rule ?? '');
    const { items, ...rest } = pageOf(rule.targets.values(), ({ Id = '' }) => Id, input);
    return { Targets: [...items], ...rest };
  },
});
