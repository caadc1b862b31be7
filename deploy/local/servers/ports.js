import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below the range from which Linux and others take the ports of outgoing connections, so that none takes one of ours. */
const OURS = { from: 10_240, to: 32_767 };
const TRIES = 100;

/**
 * A loopback TCP port that is free now: the preferred one if it can be had, else any.
 *
 * @param {number} [preferred]
 * @returns {Promise<number>}
 */
export async function freePort(preferred = 0) {
  if (preferred > 0 && (await isPortFree(preferred))) return preferred;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = randomInt(OURS.from, OURS.to + 1);
    if (await isPortFree(port)) return port;
  }
  throw new Error(`No free port among ${TRIES} from ${OURS.from} to ${OURS.to}.`);
}

/**
 * True when nothing listens on this loopback port and we may.
 *
 * @param {number} port
 * @returns {Promise<boolean>}
 */
export function isPortFree(port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    });
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      server.close(() => resolve(true));
    });
  });
}
