import { argv, env } from 'node:process';

import { readConfig } from './aws-sandbox.config.js';
import { warmUp } from './service/services.js';
import { startSandbox } from './start-sandbox.js';

/** How long open requests may take to end once a stop is asked for. */
const DRAIN_MILLISECONDS = 5_000;

async function main(): Promise<void> {
  const began = performance.now();
  const { seed, hubToken, ...rest } = readConfig(argv.slice(2), env);
  const running = await startSandbox({
    ...rest,
    report: (error) => {
      console.error(error);
    },
    ...(seed === undefined ? {} : { seed }),
    ...(hubToken === undefined ? {} : { hubToken }),
  });
  const stop = (): void => {
    setTimeout(() => process.exit(0), DRAIN_MILLISECONDS).unref();
    void running.stop().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  const { accounts } = running.sandbox.world;
  const roles = [...accounts.values()].reduce((sum, account) => sum + account.roles.size, 0);
  const milliseconds = String(Math.round(performance.now() - began));
  console.log(
    `This is NOT AWS: an imitation for trying and testing on ${running.url}, with ${String(accounts.size)} made-up accounts and ${String(roles)} roles (ready in ${milliseconds} ms).`,
  );
  await warmUp();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
