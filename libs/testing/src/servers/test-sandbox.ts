import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, startProcess, waitUntilReady } from '@gatehouse/local/servers';
import { endWithRun, serverFolder } from './run-folder.js';

/** The embedded AWS organization, in a process of the test's own. */
export interface TestSandbox {
  readonly url: string;
  /** AWS's own variables, with which every SDK client is the given hub role and talks to this sandbox. */
  environmentOf(hubRole: string): Record<string, string>;
  stop(): Promise<void>;
}

export interface TestSandboxOptions {
  /** Another organization than the demo's: path of its YAML file. */
  readonly seed?: string;
}

/** Starts `apps/aws-sandbox` as `npm start` does. It must have been built. */
export async function testSandbox({ seed }: TestSandboxOptions = {}): Promise<TestSandbox> {
  const cwd = join(import.meta.dirname, '..', '..', '..', '..', 'apps', 'aws-sandbox');
  if (!existsSync(join(cwd, 'dist', 'main.js'))) {
    throw new Error('apps/aws-sandbox is not built: run `npm run build`, or `npm test`, which does.');
  }
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const token = randomBytes(16).toString('hex');
  const logFile = join(serverFolder('sandbox'), 'log');
  const running = startProcess({
    name: 'aws-sandbox',
    command: process.execPath,
    args: [
      'dist/main.js',
      '--port',
      String(port),
      '--control-port',
      '0',
      ...(seed === undefined ? [] : ['--seed', seed]),
    ],
    cwd,
    env: { ...process.env, GATEHOUSE_SANDBOX_HUB_TOKEN: token },
    logFile,
  });
  endWithRun(`sandbox-${port}`, running.pid);
  const check = () =>
    fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  await waitUntilReady(running, { check, seconds: 30, logFile });
  return {
    url,
    environmentOf: (hubRole) => ({
      AWS_ENDPOINT_URL: url,
      AWS_REGION: 'us-east-1',
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/_sandbox/credentials/${hubRole}`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: token,
    }),
    stop: () => running.stop(),
  };
}
