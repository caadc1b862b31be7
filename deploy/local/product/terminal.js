import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXIT, explainProblem } from '../servers/start-problem.js';
import { spoken } from './machine.rules.js';
import { readPackage } from './machine.js';
import { readSettings } from './settings.rules.js';
import { createProduct } from './start-product.js';

/** The repository that these files belong to. */
export const REPOSITORY = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

/**
 * `npm start`: starts everything, says where it is, and stops it all at the first Ctrl-C; a second one does not wait.
 *
 * @param {readonly string[]} args
 */
export async function startInTerminal(args) {
  const say = (/** @type {string} */ line) => console.log(line);
  // Whoever read our output may go away; what runs goes on.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  try {
    const settings = readSettings(process.env, { repository: REPOSITORY, args });
    say(`Gatehouse ${readPackage(REPOSITORY).version}\n`);
    const product = createProduct(settings, { repository: REPOSITORY, env: process.env, say });
    const stopped = stopOnSignals(product, say);
    const state = await product.start().catch(async (error) => {
      if (!stopped.asked()) {
        await product.stop();
        throw error;
      }
      return undefined;
    });
    if (state) say(await readyText(state, product.elapsed()));
  } catch (error) {
    const { text, exitCode } = explainProblem(error);
    console.error(`\n${text}`);
    process.exitCode = exitCode;
  }
}

/**
 * @param {ReturnType<typeof createProduct>} product
 * @param {(line: string) => void} say
 * @returns {{ asked: () => boolean }}
 */
function stopOnSignals(product, say) {
  let asked = false;
  const onSignal = async () => {
    if (asked) {
      product.kill();
      process.exit(130);
    }
    asked = true;
    say('\nStopping; Ctrl-C again does not wait.');
    const began = performance.now();
    await product.stop();
    say(`Stopped in ${spoken(performance.now() - began)}.`);
    process.exit(0);
  };
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => void onSignal());
  return { asked: () => asked };
}

/**
 * @param {import('./start-product.js').ProductState} state
 * @param {number} elapsed milliseconds
 */
async function readyText(state, elapsed) {
  return [
    '',
    `Ready in ${spoken(elapsed)}.`,
    '',
    `  Open      ${state.url}`,
    ...(state.sandbox ? embeddedLines(state.sandbox) : await realLines()),
    `  Logs      ${relative(process.cwd(), join(state.folder, 'logs')) || '.'}`,
    '  Stop      Ctrl-C',
    '',
  ].join('\n');
}

/** @param {{ url: string, controlUrl: string }} sandbox */
function embeddedLines({ url, controlUrl }) {
  return [
    '  AWS       the embedded organization o-gatehousedemo. This is not AWS: nothing leaves this machine.',
    `            what is in it, who calls it, and its weather: ${controlUrl}`,
    `  Terminal  with credentials from the portal: export AWS_ENDPOINT_URL=${url} AWS_REGION=us-east-1`,
    '            then any AWS CLI or SDK works, e.g. aws sts get-caller-identity',
  ];
}

/** Says as whom and through which endpoint the real AWS is reached. */
async function realLines() {
  const { GetCallerIdentityCommand, STSClient } = await import('@aws-sdk/client-sts');
  const client = new STSClient({ maxAttempts: 2 });
  const endpoint = process.env['AWS_ENDPOINT_URL_STS'] ?? process.env['AWS_ENDPOINT_URL'] ?? "AWS's own endpoints";
  try {
    const { Arn } = await client.send(new GetCallerIdentityCommand({}), { abortSignal: AbortSignal.timeout(10_000) });
    return [`  AWS       the real one, as ${Arn}, through ${endpoint}`];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [`  AWS       the real one, through ${endpoint}; who we are there could not be told: ${why}`];
  }
}
