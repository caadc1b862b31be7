import { invalidParameter } from './sns-errors.js';

interface StatementText {
  readonly Sid?: string;
  readonly Action?: string | readonly string[];
}

/** A topic policy as JSON has it. */
export interface PolicyText {
  readonly Statement?: StatementText | readonly StatementText[];
}

/** What a topic's policy may speak of (SNS Developer Guide, "Amazon SNS API permissions"). */
const ACTIONS = new Set([
  'addpermission',
  'deletetopic',
  'getdataprotectionpolicy',
  'gettopicattributes',
  'listsubscriptionsbytopic',
  'listtagsforresource',
  'publish',
  'putdataprotectionpolicy',
  'removepermission',
  'settopicattributes',
  'subscribe',
]);

const DEFAULT_ACTIONS = [
  'GetTopicAttributes',
  'SetTopicAttributes',
  'AddPermission',
  'RemovePermission',
  'DeleteTopic',
  'Subscribe',
  'ListSubscriptionsByTopic',
  'Publish',
];

/** The policy that a topic has until it gets another: services acting for the topic's own account. */
export function defaultPolicy(topicArn: string, accountId: string): string {
  return JSON.stringify({
    Version: '2008-10-17',
    Id: '__default_policy_ID',
    Statement: [
      {
        Sid: '__default_statement_ID',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: DEFAULT_ACTIONS.map((action) => `SNS:${action}`),
        Resource: topicArn,
        Condition: { StringEquals: { 'AWS:SourceOwner': accountId } },
      },
    ],
  });
}

/** Refuses statements on actions that a topic's policy cannot give, wildcards among them. */
export function refuseForeignActions(policy: PolicyText): void {
  for (const { Action = [] } of statementsOf(policy)) {
    const actions = typeof Action === 'string' ? [Action] : Action;
    for (const action of actions) refuseForeignAction(action);
  }
}

function refuseForeignAction(action: string): void {
  const [service = '', name = ''] = action.toLowerCase().split(':');
  if (service === 'sns' && ACTIONS.has(name)) return;
  throw invalidParameter('Policy statement action out of service scope!');
}

export interface Permission {
  readonly label: string;
  readonly topicArn: string;
  /** ARNs of account roots. */
  readonly principals: readonly string[];
  readonly actions: readonly string[];
}

/** The policy with one more statement, as AddPermission writes it. */
export function policyWith(policy: PolicyText, { label, topicArn, principals, actions }: Permission): PolicyText {
  const statements = statementsOf(policy);
  if (statements.some(({ Sid }) => Sid === label)) throw invalidParameter('Statement already exists');
  const statement = {
    Sid: label,
    Effect: 'Allow',
    Principal: { AWS: oneOrMany(principals) },
    Action: oneOrMany(actions.map((action) => `SNS:${action}`)),
    Resource: topicArn,
  };
  return { ...policy, Statement: [...statements, statement] };
}

/** The policy without the statement of a label. */
export function policyWithout(policy: PolicyText, label: string): PolicyText {
  return { ...policy, Statement: statementsOf(policy).filter(({ Sid }) => Sid !== label) };
}

function statementsOf({ Statement = [] }: PolicyText): readonly StatementText[] {
  return 'length' in Statement ? Statement : [Statement];
}

function oneOrMany(values: readonly string[]): string | readonly string[] {
  const [only] = values;
  return values.length === 1 && only !== undefined ? only : values;
}
