import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { ChainEntry } from '@gatehouse/persistence';

/** A line of an export that is not one. */
export class LineProblem extends Error {
  override readonly name = 'LineProblem';
}

/** Writes chains to a file, a JSON line for each entry; only its owner may read it. */
export async function writeChains(path: string, chains: readonly AsyncIterable<ChainEntry>[]): Promise<number> {
  const file = createWriteStream(path, { mode: 0o600 });
  await once(file, 'open');
  let lines = 0;
  for (const chain of chains) {
    for await (const entry of chain) {
      lines += 1;
      if (!file.write(`${JSON.stringify(entry)}\n`)) await once(file, 'drain');
    }
  }
  file.end();
  await once(file, 'close');
  return lines;
}

/** One chain of an export. Read its entries, or skip them, before asking for the next chain. */
export interface ExportedChain {
  readonly service: string;
  readonly entries: AsyncIterable<ChainEntry>;
}

/** Reads the chains of an export, one after the other, line by line. */
export async function* readChains(path: string): AsyncGenerator<ExportedChain> {
  const lines = entriesOf(path);
  let next = await lines.next();
  if (next.done) throw new LineProblem(`${path} is empty.`);

  async function* restOfChain(first: ChainEntry): AsyncGenerator<ChainEntry> {
    yield first;
    for (next = await lines.next(); !next.done && next.value.kind !== 'chain'; next = await lines.next())
      yield next.value;
  }

  while (!next.done) {
    if (next.value.kind !== 'chain')
      throw new LineProblem(`${path} does not begin with the line that names the service.`);
    const before: unknown = next;
    const entries = restOfChain(next.value);
    yield { service: next.value.service, entries };
    // A check that stopped early has left lines of this chain behind.
    if (next === before) next = await lines.next();
    while (!next.done && next.value.kind !== 'chain') next = await lines.next();
  }
}

async function* entriesOf(path: string): AsyncGenerator<ChainEntry> {
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    line += 1;
    if (text.trim() === '') continue;
    yield parseLine(text, `${path}, line ${line}`);
  }
}

function parseLine(text: string, where: string): ChainEntry {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new LineProblem(`${where} is not JSON.`);
  }
  const parsed = ChainEntry.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new LineProblem(`${where} is not part of an export: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}
