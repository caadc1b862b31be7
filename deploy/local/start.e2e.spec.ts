import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { ProductState } from './product/index.js';
import { acceptsConnections, birthOf, freePort, readRecords, temporaryFolder } from './servers/index.js';

const START_SECONDS = 180;

/** An `npm start` in a terminal. */
class Terminal {
  readonly #child: ChildProcess;
  text = '';

  constructor(env: Record<string, string>) {
    this.#child = spawn(process.execPath, ['deploy/local/start.js'], {
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    });
    this.#child.stdout?.on('data', (chunk: Buffer) => (this.text += chunk.toString()));
    this.#child.stderr?.on('data', (chunk: Buffer) => (this.text += chunk.toString()));
  }

  async shows(text: string, seconds = START_SECONDS): Promise<void> {
    for (const end = Date.now() + seconds * 1_000; Date.now() < end; await wait(50)) {
      if (this.text.includes(text)) return;
      if (this.#child.exitCode !== null) break;
    }
    throw new Error(`"${text}" was not shown:\n${this.text}`);
  }

  async end(signal?: NodeJS.Signals): Promise<number | null> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return this.#child.exitCode;
    const ended = once(this.#child, 'close');
    if (signal) this.#child.kill(signal);
    await ended;
    return this.#child.exitCode;
  }
}

describe('npm start, from the first start to the last', () => {
  let folder: string;
  let env: Record<string, string>;
  let terminal: Terminal;
  const state = (): ProductState => JSON.parse(readFileSync(join(folder, 'state.json'), 'utf8')) as ProductState;
  const processes = () => readRecords(join(folder, 'processes'));

  beforeAll(async () => {
    folder = temporaryFolder('gatehouse-start-');
    env = {
      GATEHOUSE_FOLDER: folder,
      GATEHOUSE_PORT: String(await freePort()),
      GATEHOUSE_SANDBOX_PORT: String(await freePort()),
      GATEHOUSE_SANDBOX_CONTROL_PORT: String(await freePort()),
      // A profile that exists nowhere: whatever read it would fail.
      AWS_PROFILE: 'production',
      AWS_CONFIG_FILE: '/nowhere',
    };
    terminal = new Terminal(env);
    await terminal.shows('Ready in');
  }, START_SECONDS * 1_000);
  afterAll(async () => {
    await terminal.end('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  async function ask(sql: string): Promise<unknown[]> {
    const client = new pg.Client({ connectionString: state().servers.postgres });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  it('ends with one URL, and says that its AWS is not AWS', async () => {
    expect(terminal.text).toContain(`Open      ${state().url}`);
    expect(terminal.text).toContain('This is not AWS');
    expect((await fetch(state().url)).status).toBe(200);
  });

  it('starts no second one beside it', async () => {
    const second = new Terminal(env);
    expect(await second.end()).toBe(75);
    expect(second.text).toContain(`already running here`);
    expect(second.text).toContain(state().url);
  });

  it('starts a service again that was killed', async () => {
    const pid = processes().find(({ name }) => name === 'identity')?.pid ?? 0;
    process.kill(pid, 'SIGKILL');
    await terminal.shows('identity was ended by SIGKILL');
    await terminal.shows('identity is ready again.');
  });

  it('is ready again after it was killed itself, ends what that left, and has its data', async () => {
    await ask('CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)');
    await terminal.end('SIGKILL');
    const left = processes();
    expect(left).toHaveLength(8);
    terminal = new Terminal(env);
    await terminal.shows('Ready in');
    expect(terminal.text).toContain('ended what an earlier start left: ');
    expect(left.filter(({ pid, born }) => birthOf(pid) === born)).toEqual([]);
    expect(await ask('SELECT n FROM kept')).toEqual([{ n: 7 }]);
  }, 240_000);

  it('stops everything at Ctrl-C, and ends with 0', async () => {
    const running = processes();
    expect(await terminal.end('SIGINT')).toBe(0);
    expect(running.filter(({ pid, born }) => birthOf(pid) === born)).toEqual([]);
    expect(processes()).toEqual([]);
    expect(await acceptsConnections(Number(env['GATEHOUSE_PORT']))).toBe(false);
  }, 60_000);
});
