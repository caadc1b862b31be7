import { describe, expect, it } from '@jest/globals';
import { Turns } from './turns.js';

describe(Turns, () => {
  it('lets no more at once than it may, and everybody in order', async () => {
    const turns = new Turns(2);
    const ends: (() => void)[] = [];
    const began: number[] = [];
    const all = [0, 1, 2, 3].map((index) =>
      turns.take(async () => {
        began.push(index);
        await new Promise<void>((resolve) => ends.push(resolve));
        return index;
      }),
    );
    await Promise.resolve();
    expect(began).toEqual([0, 1]);
    ends.shift()?.();
    await all[0];
    expect(began).toEqual([0, 1, 2]);
    while (began.length < 4 || ends.length > 0) {
      ends.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await Promise.all(all)).toEqual([0, 1, 2, 3]);
    await expect(turns.take(() => Promise.resolve('free again'))).resolves.toBe('free again');
  });

  it('goes on after somebody failed', async () => {
    const turns = new Turns(1);
    await expect(turns.take(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(turns.take(() => Promise.resolve('next'))).resolves.toBe('next');
  });
});
