import { createServer } from 'node:net';

/**
 * A loopback TCP port that is free now: the preferred one if it can be had, else any.
 *
 * @param {number} [preferred]
 * @returns {Promise<number>}
 */
export async function freePort(preferred = 0) {
  return (await tryToListen(preferred)) ?? (await tryToListen(0)) ?? Promise.reject(new Error('no free port'));
}

/**
 * True when nothing listens on this loopback port and we may.
 *
 * @param {number} port
 */
export async function isPortFree(port) {
  return (await tryToListen(port)) !== undefined;
}

/**
 * @param {number} port
 * @returns {Promise<number | undefined>} the port that could be listened on; undefined when taken or forbidden
 */
function tryToListen(port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(undefined);
      else reject(error);
    });
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(address.port));
    });
  });
}
