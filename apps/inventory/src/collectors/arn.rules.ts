/** The parts of an ARN that collectors look at. */
export interface ArnPlace {
  readonly service: string;
  /** Empty where the ARN has none. */
  readonly region: string;
  /** Empty where the ARN has none. */
  readonly accountId: string;
  /** All after the fifth colon. */
  readonly resource: string;
}

/** Takes an ARN apart; what is not one has empty parts. */
export function placeOfArn(arn: string): ArnPlace {
  const [, , service = '', region = '', accountId = '', ...resource] = arn.split(':');
  return { service, region, accountId, resource: resource.join(':') };
}

/** What follows the last slash or colon of an ARN: the resource's name, for most types. */
export function lastPartOf(arn: string): string {
  return arn.slice(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);
}
