import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const MAIN = fileURLToPath(new URL('../../../apps/aws-sandbox/dist/main.js', import.meta.url));
const TIME_LIMIT_MILLISECONDS = 60_000;
const HUB_TOKEN = 'hub-token-of-the-compatibility-tests';

const run = promisify(execFile);

/** What a command said. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The sandbox as a process of its own, as `npm start` runs it, and programs that talk to it. */
export class SpawnedSandbox {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    readonly greeting: string,
  ) {}

  /** `more` are flags beside the port. */
  static async start(more: readonly string[] = []): Promise<SpawnedSandbox> {
    if (!existsSync(MAIN)) throw new Error(`${MAIN} is missing: run "npm run build" first`);
    const env = { PATH: process.env['PATH'], GATEHOUSE_SANDBOX_HUB_TOKEN: HUB_TOKEN };
    const child = spawn(process.execPath, [MAIN, '--port', '0', ...more], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const greeting = await new Promise<string>((resolve, reject) => {
      let text = '';
      child.stdout.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        if (text.includes('\n')) resolve(text);
      });
      child.once('exit', () => {
        reject(new Error('the sandbox ended before it was ready'));
      });
    });
    const url = /http:\/\/[\d.]+:\d+/.exec(greeting)?.[0];
    if (url === undefined) throw new Error(`the sandbox did not say where it is: ${greeting}`);
    return new SpawnedSandbox(child, url, greeting);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Asks it to stop; the exit code it stopped with. */
  stop(): Promise<number | null> {
    if (this.child.exitCode !== null) return Promise.resolve(this.child.exitCode);
    return new Promise((resolve) => {
      this.child.once('exit', resolve);
      this.child.kill('SIGTERM');
    });
  }

  /** The environment of a program that is the given hub role, or that has the given keys. */
  environment(as: string | Readonly<Record<string, string>>): Record<string, string> {
    const identity =
      typeof as === 'string'
        ? {
            AWS_CONTAINER_CREDENTIALS_FULL_URI: `${this.url}/_sandbox/credentials/${as}`,
            AWS_CONTAINER_AUTHORIZATION_TOKEN: HUB_TOKEN,
          }
        : as;
    return {
      PATH: process.env['PATH'] ?? '',
      HOME: '/nonexistent',
      AWS_ENDPOINT_URL: this.url,
      AWS_REGION: 'us-east-1',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_PAGER: '',
      ...identity,
    };
  }

  async execute(program: string, args: readonly string[], env: Record<string, string>): Promise<Outcome> {
    try {
      const { stdout, stderr } = await run(program, args, { env, timeout: TIME_LIMIT_MILLISECONDS });
      return { code: 0, stdout, stderr };
    } catch (error) {
      const { code, stdout, stderr } = error as { code?: number; stdout?: string; stderr?: string };
      return { code: code ?? -1, stdout: stdout ?? '', stderr: stderr ?? '' };
    }
  }
}
