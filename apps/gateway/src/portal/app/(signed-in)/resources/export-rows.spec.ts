import { describe, expect, it } from '@jest/globals';
import { ApiProblem } from '../../../gateway-api/api-problem';
import type { ResourceRow } from '../../../gateway-api/resources-api';
import { exportRows, type ExportOptions } from './export-rows';

const rows = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({ arn: `arn:aws:s3:::b${from + index}`, tags: {} }) as ResourceRow);

const busy = new ApiProblem({ status: 503, code: 'unavailable', reason: 'NO_RESPONDERS', message: '' });

function options(load: ExportOptions['load'], changed: Partial<ExportOptions> = {}): ExportOptions {
  const pause = () => Promise.resolve();
  return { format: 'json', load, onProgress: () => {}, signal: new AbortController().signal, pause, ...changed };
}

describe('an export', () => {
  it('holds the rows of all pages, and tells how far it is', async () => {
    const progress: number[] = [];
    const load: ExportOptions['load'] = (cursor) =>
      Promise.resolve(cursor === undefined ? { items: rows(0, 2), nextCursor: 'next' } : { items: rows(2, 1) });
    const file = await exportRows(options(load, { onProgress: (count) => progress.push(count) }));
    expect((JSON.parse(await file.text()) as ResourceRow[]).map(({ arn }) => arn)).toEqual([
      'arn:aws:s3:::b0',
      'arn:aws:s3:::b1',
      'arn:aws:s3:::b2',
    ]);
    expect(progress).toEqual([2, 3]);
    expect(file.type).toBe('application/json');
  });

  it('goes on after a gateway that could not answer for a moment', async () => {
    let asked = 0;
    const load = () => (++asked < 3 ? Promise.reject(busy) : Promise.resolve({ items: rows(0, 1) }));
    expect(JSON.parse(await (await exportRows(options(load))).text())).toHaveLength(1);
  });

  it('gives up when it stays like that, and at once when asking again cannot help', async () => {
    let asked = 0;
    const never = (problem: ApiProblem) => () => {
      asked += 1;
      return Promise.reject(problem);
    };
    await expect(exportRows(options(never(busy)))).rejects.toBe(busy);
    expect(asked).toBe(6);
    const refused = new ApiProblem({
      status: 403,
      code: 'permission_denied',
      reason: 'PERMISSION_MISSING',
      message: '',
    });
    asked = 0;
    await expect(exportRows(options(never(refused)))).rejects.toBe(refused);
    expect(asked).toBe(1);
  });

  it('stops when it is cancelled', async () => {
    const controller = new AbortController();
    let asked = 0;
    const load = () => {
      asked += 1;
      return Promise.resolve({ items: rows(asked, 1), nextCursor: 'more' });
    };
    const onProgress = (count: number) => count >= 3 && controller.abort();
    await expect(exportRows(options(load, { signal: controller.signal, onProgress }))).rejects.toThrow('abort');
    expect(asked).toBe(3);
  });
});
