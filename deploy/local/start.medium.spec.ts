import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { birthOf } from './servers/index.js';

let folder: string;
let taken: Server;
let takenPort: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-start-'));
  taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  takenPort = String((taken.address() as AddressInfo).port);
});
afterAll(() => {
  taken.close();
  rmSync(folder, { recursive: true, force: true });
});

async function start(env: Record<string, string>): Promise<{ code: number; text: string }> {
  const child = spawn(process.execPath, ['deploy/local/start.js'], {
    env: { PATH: process.env['PATH'], GATEHOUSE_FOLDER: folder, ...env },
  });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { code, text };
}

const lock = (holder: object): void => {
  writeFileSync(join(folder, 'start.lock'), JSON.stringify({ name: 'start', url: 'http://127.0.0.1:3000', ...holder }));
};

describe('npm start', () => {
  it('says which program has to go, or which setting helps, when its port is taken', async () => {
    const { code, text } = await start({ GATEHOUSE_PORT: takenPort });
    expect(text).toContain(`Port ${takenPort}, which the portal needs, is taken by another program.`);
    expect(text).toContain(`GATEHOUSE_PORT=${Number(takenPort) + 1} npm start`);
    expect(text).not.toContain('    at ');
    expect(code).toBe(73);
  });

  it('says where the other one is when it runs already', async () => {
    lock({ pid: process.pid, born: birthOf(process.pid) });
    const { code, text } = await start({ GATEHOUSE_PORT: takenPort });
    expect(text).toContain(`already running here (process ${process.pid}): http://127.0.0.1:3000`);
    expect(code).toBe(75);
  });

  it.each([
    ['whose process is gone', { pid: 2 ** 22 - 1, born: '1' }],
    ['whose process number belongs to another program now', { pid: process.pid, born: '1' }],
  ])('does not mind a lock %s', async (_case, holder) => {
    lock(holder);
    const { text } = await start({ GATEHOUSE_PORT: takenPort });
    expect(text).toContain('is taken by another program');
  });

  it('refuses a setting that it does not know, by name', async () => {
    const { code, text } = await start({ GATEHOUSE_SANDBOX: 'off' });
    expect(text).toContain('Not a setting of Gatehouse: GATEHOUSE_SANDBOX.');
    expect(code).toBe(64);
  });

  it('never takes the real AWS without being told which organization', async () => {
    const { code, text } = await start({ GATEHOUSE_AWS: 'real', AWS_PROFILE: 'production' });
    expect(text).toContain('GATEHOUSE_AWS=real needs GATEHOUSE_CONFIG_FILE');
    expect(code).toBe(64);
  });
});
