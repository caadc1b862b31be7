import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';

/** These operations look at documents, not at resources. */
export function onAccount(action: string) {
  return (_input: object, { caller }: Pick<Call, 'caller'>) => [
    { action, resource: '*', resourceAccountId: caller.accountId },
  ];
}

/** Access Analyzer's refusal of input that breaks its constraints. */
export function invalidInput(message: string): AwsError {
  return new AwsError('ValidationException', message, { details: { reason: 'fieldValidationFailed' } });
}

/** Its refusal of a document that is no policy. */
export function invalidDocument(problem: string): AwsError {
  return new AwsError('InvalidParameterException', `The policy document is not valid: ${problem}`);
}
