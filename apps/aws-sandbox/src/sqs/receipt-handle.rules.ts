/** What a receipt handle says; to clients it is opaque. */
export interface Receipt {
  readonly queueArn: string;
  readonly messageId: string;
  /** New with each receive. */
  readonly receipt: string;
}

export function writeReceiptHandle({ queueArn, messageId, receipt }: Receipt): string {
  return Buffer.from(`${queueArn} ${messageId} ${receipt}`).toString('base64');
}

/** Undefined for what is no handle. */
export function readReceiptHandle(handle: string): Receipt | undefined {
  const text = Buffer.from(handle, 'base64').toString('utf8');
  const match = /^(arn:[^ ]+) ([0-9a-f-]{36}) ([0-9a-f]{24})$/u.exec(text);
  if (match === null) return undefined;
  return { queueArn: match[1] ?? '', messageId: match[2] ?? '', receipt: match[3] ?? '' };
}
