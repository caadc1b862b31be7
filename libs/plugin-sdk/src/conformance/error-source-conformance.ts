import { Denial } from '@gatehouse/contracts';
import { z } from 'zod';
import type { ErrorPage, ErrorSource, RefusedCall } from '../extension-points/error-source.js';
import { must, type ConformanceCase } from './conformance-case.js';

const CallSchema = Denial.pick({
  principalArn: true,
  action: true,
  resourceArn: true,
  errorCode: true,
  errorMessage: true,
  sessionName: true,
  region: true,
}).extend({ id: z.string().min(1).max(200), at: z.date() });

/**
 * What every error source promises; `source` should have some refused calls to tell.
 *
 * @example it.each(errorSourceConformance(mySource))('$promise', ({ check }) => check());
 */
export function errorSourceConformance(source: ErrorSource): readonly ConformanceCase[] {
  const pagesAfter = (after: string | null) => collect(source.read(after, AbortSignal.timeout(30_000)));
  return [
    {
      promise: 'has an id that nobody mistakes for another',
      check: async () => {
        must(
          /^[a-z][a-z0-9-]{0,63}$/.test(source.id) && source.id !== 'cloudtrail',
          `"${source.id}" is not such an id`,
        );
      },
    },
    {
      promise: 'gives refused calls that the contracts can carry',
      check: async () => {
        for (const call of callsOf(await pagesAfter(null))) {
          const parsed = CallSchema.safeParse(call);
          must(parsed.success, `${call.id}: ${parsed.error?.message ?? ''}`);
        }
      },
    },
    {
      promise: 'tells no call twice',
      check: async () => {
        const ids = callsOf(await pagesAfter(null)).map(({ id }) => id);
        must(new Set(ids).size === ids.length, 'a call is there twice');
      },
    },
    {
      promise: 'goes on where any page ended, leaving nothing out',
      check: async () => {
        const pages = await pagesAfter(null);
        for (const [index, { position }] of pages.slice(0, 3).entries()) {
          must(position.length <= 4_000, 'a position is longer than 4,000 characters');
          const rest = callsOf(pages.slice(index + 1)).map(({ id }) => id);
          const again = callsOf(await pagesAfter(position)).map(({ id }) => id);
          must(JSON.stringify(again.slice(0, rest.length)) === JSON.stringify(rest), 'it went on somewhere else');
        }
      },
    },
    {
      promise: 'gives up when it is told to',
      check: async () => {
        const outcome = await collect(source.read(null, AbortSignal.abort())).then(
          () => 'an end',
          () => 'a rejection',
        );
        must(outcome === 'a rejection', 'it went on after the signal');
      },
    },
  ];
}

async function collect(pages: AsyncIterable<ErrorPage>): Promise<ErrorPage[]> {
  const all: ErrorPage[] = [];
  for await (const page of pages) all.push(page);
  return all;
}

function callsOf(pages: readonly ErrorPage[]): RefusedCall[] {
  return pages.flatMap(({ calls }) => calls);
}
