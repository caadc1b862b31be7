import { argv, env } from 'node:process';

import { readConfig } from './aws-sandbox.config.js';
import { warmUp } from './service/services.js';
import { type RunningSandbox, startSandbox } from './start-sandbox.js';

/** How long open requests may take to end once a stop is asked for. */
const DRAIN_MILLISECONDS = 5_000;

const CONTROL_PORT = 4598;

async function main(): Promise<void> {
  const began = performance.now();
  const config = readConfig(argv.slice(2), env);
  const running = await startSandbox({
    ...config,
    controlPort: config.controlPort ?? (config.port === 0 ? 0 : CONTROL_PORT),
    report: (error) => {
      console.error(error);
    },
    tell: (message) => {
      console.error(message);
    },
  });
  const stop = (): void => {
    setTimeout(() => {
      running.stopNow();
      process.exit(0);
    }, DRAIN_MILLISECONDS).unref();
    void running.stop().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  console.log(greeting(running, Math.round(performance.now() - began)));
  await warmUp();
}

function greeting({ url, controlUrl, sandbox }: RunningSandbox, milliseconds: number): string {
  const { accounts } = sandbox.world;
  const roles = [...accounts.values()].reduce((sum, account) => sum + account.roles.size, 0);
  const what = `${String(accounts.size)} made-up accounts and ${String(roles)} roles`;
  return [
    `This is NOT AWS: an imitation for trying and testing on ${url}, with ${what} (ready in ${String(milliseconds)} ms).`,
    `What is in it, who calls it, and its weather: ${controlUrl ?? 'no control page'}`,
  ].join('\n');
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
