import { existsSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type next from 'next';
import { BuiltFiles } from './built-files.js';
import type { PortalPages } from './portal-pages.js';

type CreateNext = typeof next.default;
type NextApplication = ReturnType<CreateNext>;

export interface NextPortalOptions {
  /** Folder with `app/` and, once built, `.next/`. */
  readonly folder: string;
  /** True: compile what is asked for, as it is asked for. */
  readonly development: boolean;
  /** Where people reach it; in development Next.js refuses its own resources to pages from elsewhere. */
  readonly publicUrl: URL;
}

/** The portal, served by Next.js in this process. */
export class NextPortalPages implements PortalPages {
  readonly #options: NextPortalOptions;
  #app: NextApplication | undefined;
  #files: BuiltFiles | undefined;
  #answer: ReturnType<NextApplication['getRequestHandler']> | undefined;

  constructor(options: NextPortalOptions) {
    this.#options = options;
  }

  async prepare(): Promise<void> {
    const { folder, development, publicUrl } = this.#options;
    if (!development && !existsSync(join(folder, '.next', 'BUILD_ID'))) {
      throw new Error(
        `The portal is not built: ${join(folder, '.next')} is missing. Run \`npx next build ${folder}\`, or set GATEHOUSE_PORTAL=none to serve the API alone.`,
      );
    }
    if (!development) this.#files = new BuiltFiles(join(folder, '.next', 'static'));
    const createNext = await loadNext();
    this.#app = createNext({ dev: development, dir: folder, hostname: publicUrl.hostname, port: portOf(publicUrl) });
    await this.#app.prepare();
    this.#answer = this.#app.getRequestHandler();
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (await this.#files?.answer(request, response)) return;
    await this.#answer?.(request, response);
  }

  async close(): Promise<void> {
    await this.#app?.close();
  }
}

function portOf({ port, protocol }: URL): number {
  if (port !== '') return Number(port);
  return protocol === 'https:' ? 443 : 80;
}

/** Next.js is loaded only where it is used. It is CommonJS whose `module.exports` is the function that its types call default. */
async function loadNext(): Promise<CreateNext> {
  const { default: createNext } = await import('next');
  return createNext as unknown as CreateNext;
}

/** Stands in where there is no portal. */
export class NoPortalPages implements PortalPages {
  prepare(): Promise<void> {
    return Promise.resolve();
  }

  answer(_request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' });
    response.end('This gateway serves the API alone; see /api/docs.\n');
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
