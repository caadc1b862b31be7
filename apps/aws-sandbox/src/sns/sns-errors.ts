import { AwsError } from '../protocol/aws-error.js';

/** `Invalid parameter: Topic Name` */
export function invalidParameter(what: string): AwsError {
  return new AwsError('InvalidParameter', `Invalid parameter: ${what}`);
}

export function notFound(what: 'Topic' | 'Subscription'): AwsError {
  return new AwsError('NotFound', `${what} does not exist`, { status: 404 });
}

export function authorizationError(message: string): AwsError {
  return new AwsError('AuthorizationError', message, { status: 403 });
}
