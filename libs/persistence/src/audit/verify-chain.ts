import type { JWK } from 'jose';
import { genesisHashOf, hashOf, type ChainHead } from './audit-chain.js';
import type { ChainEntry } from './chain-entry.js';
import { checkSignature } from './checkpoint.js';

/** What a check found; `problem` is the first thing that is wrong, and where. */
export interface ChainReport {
  readonly service: string;
  readonly records: number;
  readonly checkpoints: number;
  /** Hash of the last record that was in order. */
  readonly head: string;
  readonly problem?: string;
}

type Entry<K extends ChainEntry['kind']> = Extract<ChainEntry, { kind: K }>;

/**
 * Checks one service's chain: every hash, every number, every checkpoint and its signature, and that the chain ends
 * where it should. Streams: memory does not grow with the chain. Stops at the first thing that is wrong.
 */
export async function verifyChain(
  service: string,
  entries: AsyncIterable<ChainEntry>,
  trustedKeys: readonly JWK[],
): Promise<ChainReport> {
  const check = new ChainCheck(service, trustedKeys);
  for await (const entry of entries) {
    const problem = await check.take(entry);
    if (problem !== undefined) return check.report(problem);
  }
  return check.report(check.finish());
}

class ChainCheck {
  #head: ChainHead;
  #checkpoints = 0;
  #ended = false;

  constructor(
    private readonly service: string,
    private readonly trustedKeys: readonly JWK[],
  ) {
    this.#head = { sequence: 0, hash: genesisHashOf(service) };
  }

  async take(entry: ChainEntry): Promise<string | undefined> {
    if (this.#ended) return `there is more after the end of the chain at record ${this.#head.sequence}`;
    switch (entry.kind) {
      case 'chain':
        return entry.service === this.service ? undefined : `this is the chain of ${entry.service}`;
      case 'record':
        return this.#takeRecord(entry);
      case 'checkpoint':
        return this.#takeCheckpoint(entry);
      case 'end':
        return this.#takeEnd(entry);
    }
  }

  finish(): string | undefined {
    return this.#ended
      ? undefined
      : `it breaks off after record ${this.#head.sequence}: the line that ends it is missing`;
  }

  report(problem: string | undefined): ChainReport {
    const { sequence, hash } = this.#head;
    return {
      service: this.service,
      records: sequence,
      checkpoints: this.#checkpoints,
      head: hash,
      ...(problem !== undefined && { problem }),
    };
  }

  #takeRecord({ kind: _kind, ...record }: Entry<'record'>): string | undefined {
    const { sequence, hash } = this.#head;
    if (record.sequence > sequence + 1) return missing(sequence + 1, record.sequence - 1);
    if (record.sequence <= sequence) return `record ${record.sequence} stands after record ${sequence}`;
    if (record.previousHash !== hash) {
      return `record ${record.sequence} does not follow ${sequence === 0 ? 'the beginning' : `record ${sequence}`}: one of them was replaced`;
    }
    const expected = hashOf(record);
    if (record.hash !== expected) {
      return `record ${record.sequence} (${record.recordedAt}, ${record.action}) was changed: its content no longer has its hash`;
    }
    this.#head = { sequence: record.sequence, hash: record.hash };
    return undefined;
  }

  async #takeCheckpoint(checkpoint: Entry<'checkpoint'>): Promise<string | undefined> {
    const where = `the checkpoint of ${checkpoint.signedAt} at record ${checkpoint.sequence}`;
    const { sequence, hash } = this.#head;
    const forged = await checkSignature(this.service, checkpoint, this.trustedKeys);
    if (forged !== undefined) return `${where} is not valid: ${forged}`;
    if (checkpoint.sequence > sequence)
      return `${missing(sequence + 1, checkpoint.sequence)}: ${where} proves that it was there`;
    if (checkpoint.sequence < sequence) return `${where} stands after record ${sequence}`;
    if (checkpoint.hash !== hash)
      return `record ${sequence} is not the one that ${where} was signed for: the chain was rewritten`;
    this.#checkpoints += 1;
    return undefined;
  }

  #takeEnd(end: Entry<'end'>): string | undefined {
    const { sequence, hash } = this.#head;
    if (end.sequence > sequence)
      return `${missing(sequence + 1, end.sequence)}: the chain should end at record ${end.sequence}`;
    if (end.sequence < sequence) return `record ${sequence} stands beyond the end of the chain at ${end.sequence}`;
    if (end.hash !== hash) return `record ${sequence} is not the one that the chain should end with`;
    this.#ended = true;
    return undefined;
  }
}

function missing(from: number, to: number): string {
  return from === to ? `record ${from} is missing` : `records ${from} to ${to} are missing`;
}
