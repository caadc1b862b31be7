/** The six parts of an ARN. The last one keeps its colons. */
export interface ArnParts {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/**
 * Cuts a text at its first colons (five unless told); a shorter one gives fewer pieces. The first piece of an ARN is `arn`.
 * Source: IAM User Guide, "Amazon Resource Names (ARNs)".
 */
export function splitArn(text: string, cuts = 5): string[] {
  const pieces: string[] = [];
  let from = 0;
  while (pieces.length < cuts) {
    const colon = text.indexOf(':', from);
    if (colon < 0) break;
    pieces.push(text.slice(from, colon));
    from = colon + 1;
  }
  pieces.push(text.slice(from));
  return pieces;
}

/** The parts of an ARN, or undefined when the text is none. Parts may be empty (`arn:aws:s3:::bucket`). */
export function parseArn(text: string): ArnParts | undefined {
  const [prefix, partition = '', service = '', region = '', account = '', resource] = splitArn(text);
  if (prefix !== 'arn' || resource === undefined) return undefined;
  return { partition, service, region, account, resource };
}
