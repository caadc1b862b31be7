import { AwsError } from '../protocol/aws-error.js';

/** SES quotes the names in its refusals as nobody else does. */
export function sesRefusal(message: string): string {
  return message.replace(
    /^User: (\S+) is not authorized to perform: (\S+) on resource: (\S+)/u,
    "User `$1' is not authorized to perform `$2' on resource `$3'",
  );
}

export function invalidParameter(message: string): AwsError {
  return new AwsError('InvalidParameterValue', message);
}

export function messageRejected(message: string): AwsError {
  return new AwsError('MessageRejected', message);
}
