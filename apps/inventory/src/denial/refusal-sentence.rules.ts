/** What AWS's sentence about a refused call names. */
export interface RefusalSentence {
  readonly action: string | null;
  readonly resourceArn: string | null;
}

const ACTION = /is not authorized to perform:? ([A-Za-z0-9-]+:[A-Za-z0-9]+)/;
const RESOURCE = /on resource:? "?((?:arn:[^\s"]+)|\*)/;
/** EC2 adds a text that only its receiver may decode. */
const ENCODED = /\s*Encoded authorization failure message: \S*/;

/** Reads `User: … is not authorized to perform: … on resource: …`, in any of the forms that services write. */
export function readSentence(message: string): RefusalSentence {
  const resource = RESOURCE.exec(message)?.[1] ?? null;
  return {
    action: ACTION.exec(message)?.[1] ?? null,
    // A full stop ends the sentence, and no ARN that is named here.
    resourceArn: resource === null ? null : resource.replace(/[.,;]$/, ''),
  };
}

/** The sentence without what nobody can read, and not longer than a contract carries. */
export function plainSentence(message: string): string {
  return message.replace(ENCODED, '').slice(0, 4_000);
}
