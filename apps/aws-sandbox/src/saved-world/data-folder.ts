import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';

import type { World } from '../state/model.js';
import { UnusableWorld, decodeWorld } from './world-file.js';

const ONLY_OWNER = 0o600;
const KEY_BYTES = 32;

/** The folder that a sandbox keeps its state in from start to start; one process at a time. */
export class DataFolder {
  private readonly world: string;
  private readonly key: string;
  private readonly lock: string;

  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.world = join(folder, 'world.data');
    this.key = join(folder, 'seal.key');
    this.lock = join(folder, 'lock');
    this.take();
  }

  /** The key that sessions are sealed with; sessions of earlier starts stay good as long as it is the same. */
  sealKey(): Uint8Array {
    if (existsSync(this.key)) {
      const key = Buffer.from(readFileSync(this.key, 'utf8').trim(), 'base64');
      if (key.byteLength === KEY_BYTES) return key;
      throw new Error(`${this.key} holds no key. Remove it to get a new one: sessions issued so far will end.`);
    }
    const key = randomBytes(KEY_BYTES);
    writeFileSync(this.key, `${key.toString('base64')}\n`, { mode: ONLY_OWNER, flag: 'wx' });
    return key;
  }

  /** The saved world, or undefined when there is none. One that cannot be used is kept under another name, and `tell` hears why. */
  read(now: Date, tell: (message: string) => void): World | undefined {
    if (!existsSync(this.world)) return undefined;
    try {
      return decodeWorld(readFileSync(this.world));
    } catch (error) {
      if (!(error instanceof UnusableWorld)) throw error;
      const aside = join(this.folder, `world.unusable-${now.toISOString().replaceAll(/[:.]/gu, '-')}.data`);
      renameSync(this.world, aside);
      tell(
        `The saved state in ${this.world} cannot be used: ${error.message}. It is kept as ${aside}, and the sandbox begins anew.`,
      );
      return undefined;
    }
  }

  /** Puts a world in place of the saved one, all of it or nothing. */
  async write(bytes: Uint8Array): Promise<void> {
    const temporary = `${this.world}.new`;
    const file = await open(temporary, 'w', ONLY_OWNER);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, this.world);
  }

  /** The same at once, for a process that is about to end. */
  writeNow(bytes: Uint8Array): void {
    const temporary = `${this.world}.last`;
    const file = openSync(temporary, 'w', ONLY_OWNER);
    try {
      writeSync(file, bytes);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, this.world);
  }

  /** Lets another process have the folder. */
  release(): void {
    rmSync(this.lock, { force: true });
  }

  private take(): void {
    try {
      writeFileSync(this.lock, String(process.pid), { mode: ONLY_OWNER, flag: 'wx' });
    } catch {
      const owner = Number(readFileSync(this.lock, 'utf8'));
      if (isRunning(owner)) {
        throw new Error(
          `The data folder ${this.folder} is in use by process ${String(owner)}. Stop it, or give another folder with --data.`,
        );
      }
      writeFileSync(this.lock, String(process.pid), { mode: ONLY_OWNER });
    }
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of somebody else's is running, too.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
