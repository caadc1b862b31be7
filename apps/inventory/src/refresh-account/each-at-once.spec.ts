import { describe, expect, it, jest } from '@jest/globals';
import { eachAtOnce } from './each-at-once.js';

async function* numbers(onEnd: () => void = () => undefined): AsyncGenerator<number> {
  try {
    for (let number = 1; number <= 3; number++) yield await Promise.resolve(number);
  } finally {
    onEnd();
  }
}

describe('eachAtOnce', () => {
  it('tells what was made of each item, in order', async () => {
    const told: string[] = [];
    for await (const text of eachAtOnce(numbers(), (number) => `number ${number}`)) told.push(text);
    expect(told).toEqual(['number 1', 'number 2', 'number 3']);
  });

  it('ends its source when nobody wants more of it', async () => {
    const onEnd = jest.fn();
    for await (const number of eachAtOnce(numbers(onEnd), (one) => one)) if (number === 2) break;
    expect(onEnd).toHaveBeenCalledTimes(1);
  });

  it('ends its source when the look fails, and fails with that', async () => {
    const onEnd = jest.fn();
    const refused = eachAtOnce(numbers(onEnd), () => {
      throw new Error('not readable');
    });
    await expect(refused[Symbol.asyncIterator]().next()).rejects.toThrow('not readable');
    expect(onEnd).toHaveBeenCalledTimes(1);
  });

  it('fails with what its source fails with', async () => {
    const failing = eachAtOnce(
      numbers(() => {
        throw new Error('gone');
      }),
      (one) => one,
    );
    await expect(
      (async () => {
        for await (const number of failing) void number;
      })(),
    ).rejects.toThrow('gone');
  });
});
