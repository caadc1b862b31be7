import { AwsError } from '../protocol/aws-error.js';
import { type Constraint, validationMessage, violations } from '../protocol/validation.rules.js';

const PATTERN =
  '(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}(-[a-z]+)+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?';
const QUALIFIER_PATTERN = '(|[a-zA-Z0-9$_-]+)';
const CONSTRAINTS: Readonly<Record<string, Constraint>> = {
  functionName: { minLength: 1, maxLength: 170, pattern: PATTERN },
  qualifier: { minLength: 1, maxLength: 128, pattern: QUALIFIER_PATTERN },
};
const PARTS = new RegExp(`^${PATTERN}$`, 'u');

/** Which function a caller means: all that its name, partial or full ARN says. */
export interface FunctionReference {
  readonly name: string;
  readonly region: string | undefined;
  readonly accountId: string | undefined;
  readonly qualifier: string | undefined;
}

/**
 * Reads `name`, `name:qualifier`, `123456789012:function:name` and full ARNs (Lambda API reference, FunctionName).
 * A qualifier may be given in both places when both agree.
 */
export function readFunctionName(functionName: string, qualifier?: string): FunctionReference {
  const broken = violations({ functionName, qualifier }, CONSTRAINTS);
  const match = PARTS.exec(functionName);
  if (broken.length > 0 || match === null) throw new AwsError('ValidationException', validationMessage(broken));
  const [region, accountId, name = '', suffix] = [match[3], match[5], match[7], match[9]];
  refuseTwoQualifiers(suffix, qualifier);
  if (name.length > 64) throw tooLong(name);
  return { name, region: region?.slice(0, -1), accountId: accountId?.slice(0, -1), qualifier: qualifier ?? suffix };
}

function refuseTwoQualifiers(suffix: string | undefined, qualifier: string | undefined): void {
  if (suffix === undefined || qualifier === undefined || suffix === qualifier) return;
  const text = 'The derived qualifier from the function name does not match the specified qualifier.';
  throw new AwsError('InvalidParameterValueException', text, { details: { Type: 'User' } });
}

function tooLong(name: string): AwsError {
  const sentence = `Value '${name}' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to 64`;
  return new AwsError('ValidationException', validationMessage([sentence]));
}

/** `arn:aws:lambda:eu-west-1:123456789012:function:name`, with the qualifier where there is one. */
export function functionArn(
  partition: string,
  place: { readonly accountId: string; readonly region: string },
  name: string,
): string {
  return `arn:${partition}:lambda:${place.region}:${place.accountId}:function:${name}`;
}
