import { AwsError } from '../protocol/aws-error.js';

// Modelled errors carry the name of their shape; the protocols know code and status of each.

export function queueDoesNotExist(elsewhere = false): AwsError {
  const more = elsewhere ? ' or you do not have access to it' : '';
  return new AwsError('QueueDoesNotExist', `The specified queue does not exist${more}.`);
}

export function missingParameter(name: string): AwsError {
  return new AwsError('MissingParameter', `The request must contain the parameter ${name}.`);
}

/** `Value 11 for parameter MaxNumberOfMessages is invalid. Reason: …` */
export function invalidParameter(name: string, value: string | number, reason: string): AwsError {
  return invalidParameterValue(`Value ${String(value)} for parameter ${name} is invalid. Reason: ${reason}`);
}

export function invalidParameterValue(message: string): AwsError {
  return new AwsError('InvalidParameterValue', message);
}

export function unknownAttribute(name: string): AwsError {
  return new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
}

export function invalidAttributeValue(name: string): AwsError {
  return new AwsError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`);
}
