import { AwsError } from '../protocol/aws-error.js';
import { invalidParameter, missingParameter } from './sqs-errors.js';

interface StatementText {
  readonly Sid?: string;
}

/** A queue policy as JSON has it. */
export interface PolicyText {
  readonly Statement?: StatementText | readonly StatementText[];
}

/** What AddPermission takes for an action; its prefix `SQS:` is added. */
const ACTIONS = [
  '*',
  'SendMessage',
  'ReceiveMessage',
  'DeleteMessage',
  'ChangeMessageVisibility',
  'GetQueueAttributes',
  'GetQueueUrl',
  'ListDeadLetterSourceQueues',
  'PurgeQueue',
];
const MAX_ACTIONS = 7;
const MAX_STATEMENTS = 20;

export interface Permission {
  readonly label: string;
  readonly queueArn: string;
  /** ARNs of account roots. */
  readonly principals: readonly string[];
  readonly actions: readonly string[];
}

/** The policy with one more statement, as AddPermission writes it. */
export function policyWith(policy: PolicyText | undefined, permission: Permission): object {
  const { label, queueArn, principals, actions } = permission;
  refuseBadPermission(permission);
  const statements = statementsOf(policy);
  if (statements.some(({ Sid }) => Sid === label)) throw invalidParameter('Label', label, 'Already exists.');
  if (statements.length >= MAX_STATEMENTS) {
    throw new AwsError('OverLimit', `${String(statements.length + 1)} statements were found, maximum allowed is 20.`);
  }
  const statement = {
    Sid: label,
    Effect: 'Allow',
    Principal: { AWS: oneOrMany(principals) },
    Action: oneOrMany(actions.map((action) => `SQS:${action}`)),
    Resource: queueArn,
  };
  const head = policy ?? { Version: '2008-10-17', Id: `${queueArn}/SQSDefaultPolicy` };
  return { ...head, Statement: [...statements, statement] };
}

function refuseBadPermission({ label, principals, actions }: Permission): void {
  if (!/^[\w-]{1,80}$/u.test(label)) {
    throw invalidParameter('Label', label, '1 to 80 alphanumeric characters, hyphens and underscores.');
  }
  if (principals.length === 0) throw missingParameter('AWSAccountIds');
  if (actions.length === 0) throw missingParameter('Actions');
  const unknown = actions.find((action) => !ACTIONS.includes(action));
  if (unknown !== undefined) {
    throw invalidParameter(
      'ActionName',
      `SQS:${unknown}`,
      'Please refer to the appropriate WSDL for a list of valid actions.',
    );
  }
  if (actions.length > MAX_ACTIONS) {
    throw new AwsError('OverLimit', `${String(actions.length)} Actions were found, maximum allowed is 7.`);
  }
}

/** The statement that a label names. */
export function labelled(policy: PolicyText, label: string): StatementText | undefined {
  return statementsOf(policy).find(({ Sid }) => Sid === label);
}

/** The policy without the statement of a label; undefined when none is left. */
export function policyWithout(policy: PolicyText, label: string): object | undefined {
  const rest = statementsOf(policy).filter(({ Sid }) => Sid !== label);
  return rest.length === 0 ? undefined : { ...policy, Statement: rest };
}

function statementsOf(policy: PolicyText | undefined): readonly StatementText[] {
  const { Statement = [] } = policy ?? {};
  return 'length' in Statement ? Statement : [Statement];
}

function oneOrMany(values: readonly string[]): string | readonly string[] {
  const [only] = values;
  return values.length === 1 && only !== undefined ? only : values;
}
