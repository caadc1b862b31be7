import type { AccessQuestion } from '../authorization/access-question.js';
import { AwsError } from '../protocol/aws-error.js';
import { refuseViolations } from '../protocol/validation.rules.js';
import type { Call } from '../service/call.js';
import { findManagedPolicy } from '../state/lookup.js';
import type { ManagedPolicy } from '../state/model.js';
import { noSuchEntity, onTagged, withContext } from './iam-account.js';

const POLICY_ARN = { minLength: 20, maxLength: 2048 } as const;

interface NamesPolicy {
  readonly PolicyArn?: string | undefined;
}

/** The question of every operation on one managed policy, after its ARN has been checked. */
export function onPolicy<Input extends NamesPolicy>(
  action: string,
  more: (input: Input) => AccessQuestion['context'] = () => undefined,
) {
  return (input: Input, call: Call): readonly AccessQuestion[] => {
    refuseViolations({ PolicyArn: input.PolicyArn }, { PolicyArn: POLICY_ARN });
    const arn = input.PolicyArn ?? '';
    return [withContext(onTagged(call, action, { arn, tags: findManagedPolicy(call.world, arn)?.tags }), more(input))];
  };
}

/** The policy, if it is the account's own or AWS's. */
export function namedPolicy(input: NamesPolicy, { caller, world }: Call): ManagedPolicy {
  const arn = input.PolicyArn ?? '';
  if (!arn.startsWith('arn:')) throw new AwsError('InvalidInput', `ARN ${arn} is not valid.`);
  const owner = arn.split(':')[4];
  const policy = owner === 'aws' || owner === caller.accountId ? findManagedPolicy(world, arn) : undefined;
  if (policy !== undefined) return policy;
  throw noSuchEntity(`Policy ${arn} was not found.`);
}

/** The policy, if it is the account's own: nobody changes those of AWS. */
export function ownPolicy(input: NamesPolicy, call: Call): ManagedPolicy {
  const policy = namedPolicy(input, call);
  if (policy.arn.split(':')[4] !== 'aws') return policy;
  throw new AwsError('AccessDenied', `Cannot perform operation on AWS managed policy ${policy.arn}.`, { status: 403 });
}
