import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { encodingOf, type Encoding } from './encoding.rules.js';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'application/javascript; charset=utf-8',
};
const PREFIX = '/_next/static/';
/** Above it, half a second more of work saves one part in fifty. */
const BROTLI_QUALITY = 9;

/**
 * Scripts and style sheets of the build, compressed once instead of for every visitor. Their names carry a hash of their
 * content, so that browsers and we may keep them for ever.
 */
export class BuiltFiles {
  readonly #folder: string;
  readonly #names: ReadonlySet<string>;
  readonly #compressed = new Map<string, Promise<Buffer>>();

  /** @param folder `static` of the build; it is read once. */
  constructor(folder: string) {
    this.#folder = folder;
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    this.#names = new Set(
      entries
        .filter((entry) => entry.isFile() && Object.hasOwn(TYPES, extname(entry.name)))
        .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)),
    );
  }

  /** Answers when a file of the build is asked for in a way that is known here; otherwise false, and nothing happened. */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const name = this.#nameIn(request.url);
    const encoding = encodingOf(request.headers['accept-encoding']);
    if (name === null || encoding === null || !isPlain(request)) return false;
    const body = await this.#bodyOf(name, encoding);
    response.writeHead(200, {
      'content-type': TYPES[extname(name)],
      'content-encoding': encoding,
      'content-length': body.length,
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
    });
    response.end(request.method === 'HEAD' ? undefined : body);
    return true;
  }

  #nameIn(url = ''): string | null {
    const [path = ''] = url.split('?');
    const name = path.slice(PREFIX.length);
    return path.startsWith(PREFIX) && this.#names.has(name) ? name : null;
  }

  #bodyOf(name: string, encoding: Encoding): Promise<Buffer> {
    const key = `${encoding} ${name}`;
    const known = this.#compressed.get(key);
    if (known) return known;
    const body = readFile(join(this.#folder, name)).then((content) => compress(content, encoding));
    this.#compressed.set(key, body);
    body.catch(() => this.#compressed.delete(key));
    return body;
  }
}

/** Asks for all of a file, or for its head. */
function isPlain({ method, headers }: IncomingMessage): boolean {
  return (method === 'GET' || method === 'HEAD') && headers.range === undefined;
}

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);

function compress(content: Buffer, encoding: Encoding): Promise<Buffer> {
  if (encoding === 'gzip') return toGzip(content, { level: constants.Z_BEST_COMPRESSION });
  return toBrotli(content, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    },
  });
}
