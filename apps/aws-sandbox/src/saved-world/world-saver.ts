import { settleWorld } from '../generator/grow-world.js';
import type { Sandbox } from '../sandbox.js';
import type { DataFolder } from './data-folder.js';
import { encodeWorld } from './world-file.js';

const EVERY_MILLISECONDS = 2_000;
/** Writing may take this part of the time at most. */
const SHARE = 20;

/** Saves the world of a sandbox every few seconds when something changed, and at the end. */
export class WorldSaver {
  private saved: number;
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly sandbox: Sandbox,
    private readonly folder: DataFolder,
  ) {
    this.saved = sandbox.changes;
    this.plan(EVERY_MILLISECONDS);
  }

  /** Saves what is there now; for the end, and for those who cannot wait. */
  async save(): Promise<void> {
    const earlier = this.writing;
    this.writing = earlier.catch(() => undefined).then(() => this.write());
    await this.writing;
  }

  /** Saves a last time and lets go of the folder. */
  async stop(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.save();
    this.folder.release();
  }

  /** The same for a process that ends now. */
  stopNow(): void {
    clearTimeout(this.timer);
    this.folder.writeNow(this.bytes());
    this.folder.release();
  }

  private plan(milliseconds: number): void {
    this.timer = setTimeout(() => void this.look(), milliseconds).unref();
  }

  private async look(): Promise<void> {
    const began = performance.now();
    try {
      if (this.sandbox.changes !== this.saved) await this.save();
    } catch (error) {
      this.sandbox.report(error);
    }
    const took = performance.now() - began;
    if (this.timer !== undefined) this.plan(Math.max(EVERY_MILLISECONDS, took * SHARE));
  }

  private async write(): Promise<void> {
    const { changes } = this.sandbox;
    await this.folder.write(this.bytes());
    this.saved = changes;
  }

  private bytes(): Uint8Array {
    settleWorld(this.sandbox.world);
    return encodeWorld(this.sandbox.world, this.sandbox.now());
  }
}
