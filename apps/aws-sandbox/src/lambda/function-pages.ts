import type { FunctionConfiguration } from '@aws-sdk/client-lambda';

import { AwsError } from '../protocol/aws-error.js';
import { type CutPage, cutPage } from '../protocol/paging.rules.js';
import { validationMessage, violations } from '../protocol/validation.rules.js';
import { qualified } from './function-shape.js';
import { invalidValue } from './lambda-access.js';
import type { LambdaFunction } from './lambda-state.js';

/** Lists never hold more, whatever MaxItems says (Lambda API reference, ListFunctions). */
const MAX_PAGE = 50;

/** Every version of a function, each under its qualified ARN. */
export function versionsOf({ versions, arn }: LambdaFunction): readonly FunctionConfiguration[] {
  return [...versions].map(([version, { configuration }]) => qualified(configuration, `${arn}:${version}`));
}

interface LambdaPaging {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

/** A page of Lambda's lists: MaxItems up to 10,000 is taken and never more than 50 come. */
export function pageOf(
  list: readonly FunctionConfiguration[],
  { Marker, MaxItems }: LambdaPaging,
): CutPage<FunctionConfiguration> {
  refuseMaxItems(MaxItems);
  return cutPage(list, {
    keyOf: ({ FunctionArn = '' }) => FunctionArn,
    limit: Math.min(MaxItems ?? MAX_PAGE, MAX_PAGE),
    token: Marker,
    badToken: () => invalidValue('Invalid value for Marker.'),
  });
}

export function refuseMaxItems(MaxItems: number | undefined): void {
  const broken = violations({ MaxItems }, { MaxItems: { min: 1, max: 10_000 } });
  if (broken.length > 0) throw new AwsError('ValidationException', validationMessage(broken));
}
