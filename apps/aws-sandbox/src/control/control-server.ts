import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';

import type { Sandbox } from '../sandbox.js';
import { allServices } from '../service/services.js';
import { accountPage } from './account-page.js';
import { accountsPage } from './accounts-page.js';
import { answerApi } from './admin-api.js';
import { callPage } from './call-page.js';
import { callsPage } from './calls-page.js';
import { changeWeather, changeWeatherByText } from './change-weather.js';
import { type RequestOrigin, intrusion } from './control-guard.rules.js';
import type { ControlReply } from './control-reply.js';
import { html } from './html.js';
import { mailPage, mailsPage } from './mail-page.js';
import { overviewPage } from './overview-page.js';
import { type Page, framed } from './page.js';
import { STYLE } from './style.js';
import { weatherPage } from './weather-page.js';

const MAX_BODY = 256 * 1024;

/** Nothing from elsewhere, nothing that runs, no frames. */
const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
} as const;

/** What the control page works on. */
export interface Controlled {
  readonly sandbox: Sandbox;
  readonly reset: () => void;
  /** Where the AWS calls go. */
  readonly url: string;
}

/** The control page and its API. It is for the machine that runs the sandbox, and for nobody else. */
export function controlServer(controlled: Controlled): Server {
  const server = createServer((incoming, response) => {
    answer(controlled, incoming)
      .catch((error: unknown) => {
        controlled.sandbox.report(error);
        return plain(500, 'The control page failed; the sandbox says why.');
      })
      .then((reply) => {
        send(response, reply, incoming.method);
      })
      .catch(() => {
        // The peer went away: nobody is left to tell.
        response.destroy();
      });
  });
  server.requestTimeout = 30_000;
  return server;
}

async function answer(controlled: Controlled, incoming: IncomingMessage): Promise<ControlReply> {
  const { method = 'GET', headers, url: path = '/' } = incoming;
  const reads = isReading(method);
  const refused = intrusion({ ...originOf(incoming), method });
  if (refused !== undefined) return plain(403, refused);
  const body = reads ? '' : await bodyOf(incoming);
  if (body === undefined) return plain(413, `The control page takes up to ${String(MAX_BODY)} bytes.`);
  const isBrowser = (headers.accept ?? '').includes('text/html');
  const url = new URL(path, 'http://localhost');
  return route(controlled, url, { method: reads ? 'GET' : method, body, isBrowser });
}

function isReading(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

function originOf({ headers }: IncomingMessage): Omit<RequestOrigin, 'method'> {
  const site = headers['sec-fetch-site'];
  return { host: headers.host, origin: headers.origin, fetchSite: Array.isArray(site) ? site[0] : site };
}

interface ControlRequest {
  readonly method: string;
  readonly body: string;
  /** Browsers go back to a page; programs are told how it went. */
  readonly isBrowser: boolean;
}

async function route(controlled: Controlled, url: URL, request: ControlRequest): Promise<ControlReply> {
  if (url.pathname.startsWith('/api/')) return answerApi(controlled.sandbox, url, request);
  if (request.method === 'POST') return change(controlled, url, request);
  if (request.method !== 'GET') return plain(405, 'Pages are read with GET and change with POST.');
  if (url.pathname === '/style.css') return { status: 200, type: 'text/css', body: STYLE };
  return pageReply((await pageAt(controlled, url)) ?? missing(url));
}

function change({ sandbox, reset }: Controlled, url: URL, { body, isBrowser }: ControlRequest): ControlReply {
  if (url.pathname === '/reset') {
    reset();
    const reply = { status: 200, type: 'application/json', body: JSON.stringify({ reset: true }) };
    return isBrowser ? { ...reply, status: 303, location: '/' } : reply;
  }
  if (url.pathname !== '/weather') return pageReply(missing(url));
  const form = new URLSearchParams(body);
  const text = form.get('settings');
  const problem =
    text === null
      ? changeWeather(sandbox.weather, { profile: form.get('profile') })
      : changeWeatherByText(sandbox.weather, text);
  if (problem !== undefined) return pageReply(weatherPage(sandbox, { message: problem, text: text ?? '' }));
  return { status: 303, type: 'text/plain', body: '', location: '/weather' };
}

type PageMaker = (controlled: Controlled, url: URL) => Page | Promise<Page | undefined> | undefined;

/** The pages by the first part of their path: the list, and one item of it. */
const LISTS: Readonly<Record<string, PageMaker>> = {
  '': ({ sandbox, url }) => overviewPage(sandbox, url),
  accounts: ({ sandbox }, url) => accountsPage(sandbox, url),
  calls: ({ sandbox }, url) => callsPage(sandbox, url),
  mail: ({ sandbox }, url) => mailsPage(sandbox, url),
  weather: ({ sandbox }) => weatherPage(sandbox),
};
const ITEMS: Readonly<Record<string, PageMaker>> = {
  accounts: async ({ sandbox }, url) => accountPage(sandbox, await allServices(), url),
  calls: ({ sandbox }, url) => callPage(sandbox, lastPart(url)),
  mail: ({ sandbox }, url) => mailPage(sandbox, lastPart(url)),
};

function pageAt(controlled: Controlled, url: URL): ReturnType<PageMaker> {
  const [, part = '', id] = url.pathname.split('/');
  const makers = id === undefined ? LISTS : ITEMS;
  return Object.hasOwn(makers, part) ? makers[part]?.(controlled, url) : undefined;
}

function lastPart({ pathname }: URL): string {
  return pathname.slice(pathname.lastIndexOf('/') + 1);
}

function missing(url: URL): Page {
  const body = html`<p>
    There is nothing at ${url.pathname}. Calls go when there are too many, and everything goes with a reset.
  </p>`;
  return { title: 'Not found', part: 'overview', body, status: 404 };
}

function pageReply(page: Page): ControlReply {
  return { status: page.status ?? 200, type: 'text/html', body: framed(page) };
}

function plain(status: number, body: string): ControlReply {
  return { status, type: 'text/plain', body };
}

function send(
  response: ServerResponse,
  { status, type, body, location }: ControlReply,
  method: string | undefined,
): void {
  response.writeHead(status, {
    ...HEADERS,
    'content-type': `${type}; charset=utf-8`,
    'content-length': Buffer.byteLength(body),
    ...(location === undefined ? {} : { location }),
  });
  response.end(method === 'HEAD' ? undefined : body);
}

async function bodyOf(incoming: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > MAX_BODY) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
