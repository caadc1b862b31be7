import { describe, expect, it } from '@jest/globals';
import { Remembered } from './remembered.js';

function remembering() {
  let now = 0;
  let asked = 0;
  let failing = false;
  const remembered = new Remembered<number>({ freshMs: 30, goodMs: 60 }, () => now, 2);
  return {
    at: (time: number) => (now = time),
    fail: (does: boolean) => (failing = does),
    get: (key = 'ada') =>
      remembered.get(key, async () => {
        asked += 1;
        const answer = asked;
        await Promise.resolve();
        if (failing) throw new Error('no answer');
        return answer;
      }),
    settle: () => new Promise((resolve) => setImmediate(resolve)),
  };
}

describe(Remembered, () => {
  it('asks once for all who wait, and again for others', async () => {
    const { get } = remembering();
    await expect(Promise.all([get(), get(), get()])).resolves.toEqual([1, 1, 1]);
    await expect(get('bo')).resolves.toBe(2);
  });

  it('gives an answer that is no longer fresh once more, and asks meanwhile', async () => {
    const { get, at, settle } = remembering();
    await get();
    at(30);
    await expect(get()).resolves.toBe(1);
    await settle();
    await expect(get()).resolves.toBe(2);
  });

  it('gives none that is too old, whatever goes wrong', async () => {
    const { get, at, fail, settle } = remembering();
    await get();
    fail(true);
    at(59);
    await expect(get()).resolves.toBe(1);
    await settle();
    at(60);
    await expect(get()).rejects.toThrow('no answer');
    fail(false);
    await expect(get()).resolves.toBe(4);
  });

  it('counts the age of an answer from when it was asked for', async () => {
    const { get, at } = remembering();
    const asking = get();
    at(59);
    await asking;
    at(60);
    await expect(get()).resolves.toBe(2);
  });
});
