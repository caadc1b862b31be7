import type { IncomingMessage } from 'node:http';

const MOST_BYTES = 32 * 1_024 * 1_024;
const MOST_MILLISECONDS = 5_000;

/**
 * Reads on and throws away what the client still sends, within limits. Answering before that would close a connection
 * with unread bytes, which resets it, and most clients would report that instead of the answer.
 */
export function discardBody(request: IncomingMessage): Promise<void> {
  if (request.readableEnded || request.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    let bytes = 0;
    const timer = setTimeout(done, MOST_MILLISECONDS);
    function done(): void {
      clearTimeout(timer);
      request.off('data', count);
      resolve();
    }
    function count(chunk: Buffer): void {
      bytes += chunk.length;
      if (bytes > MOST_BYTES) done();
    }
    request.on('data', count);
    request.once('end', done);
    request.once('close', done);
    request.once('error', done);
    request.resume();
  });
}
