import { AwsError } from '../protocol/aws-error.js';

const MAX_ENTRIES = 10;

/** An entry that failed, as batches report it. */
export interface FailedEntry {
  readonly Id: string;
  readonly SenderFault: boolean;
  readonly Code: string;
  readonly Message: string;
}

interface EntryInput {
  readonly Id?: string | undefined;
}

/** Refuses a batch as a whole. `entryName` is how SQS calls its entries. */
export function refuseBadBatch(entries: readonly EntryInput[], entryName: string): void {
  if (entries.length === 0) {
    throw new AwsError('EmptyBatchRequest', `There should be at least one ${entryName} in the request.`);
  }
  if (entries.length > MAX_ENTRIES) {
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are 10. You have sent ${String(entries.length)}.`,
    );
  }
  const seen = new Set<string>();
  for (const { Id = '' } of entries) {
    if (!/^[\w-]{1,80}$/u.test(Id)) {
      throw new AwsError(
        'InvalidBatchEntryId',
        'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
      );
    }
    if (seen.has(Id)) throw new AwsError('BatchEntryIdsNotDistinct', `Id ${Id} repeated.`);
    seen.add(Id);
  }
}

/** Does each entry by itself: what is refused is reported beside what went well. */
export function eachEntry<Entry extends EntryInput, Done>(
  entries: readonly Entry[],
  perform: (entry: Entry, id: string) => Done,
): { Successful: Done[]; Failed: FailedEntry[] } {
  const Successful: Done[] = [];
  const Failed: FailedEntry[] = [];
  for (const entry of entries) {
    const { Id = '' } = entry;
    try {
      Successful.push(perform(entry, Id));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({ Id, SenderFault: error.fault === 'Sender', Code: error.code, Message: error.message });
    }
  }
  return { Successful, Failed };
}

/** Lists without entries are left out of replies. */
export function withoutEmpty<Reply extends { Successful: unknown[]; Failed: unknown[] }>(reply: Reply): Reply {
  const { Successful, Failed } = reply;
  return {
    ...(Successful.length === 0 ? {} : { Successful }),
    ...(Failed.length === 0 ? {} : { Failed }),
  } as Reply;
}
