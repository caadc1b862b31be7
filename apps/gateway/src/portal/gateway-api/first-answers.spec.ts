import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { takeFirstAnswer } from './first-answers';

beforeEach(() => {
  jest.spyOn(performance, 'now').mockReturnValue(500);
});
afterEach(() => {
  jest.restoreAllMocks();
  globalThis.gatehouseFirstAnswers = undefined;
});

describe(takeFirstAnswer, () => {
  it('gives an answer once', async () => {
    const answer = new Response('{}');
    globalThis.gatehouseFirstAnswers = new Map([['/api/v3/profile', Promise.resolve(answer)]]);
    expect(await takeFirstAnswer('/api/v3/profile')).toBe(answer);
    expect(await takeFirstAnswer('/api/v3/profile')).toBeUndefined();
  });

  it('gives no refusal, and nothing old', async () => {
    const ask = async (status: number) => {
      globalThis.gatehouseFirstAnswers = new Map([
        ['/api/v3/profile', Promise.resolve(new Response('{}', { status }))],
      ]);
      return takeFirstAnswer('/api/v3/profile');
    };
    expect(await ask(401)).toBeUndefined();
    jest.spyOn(performance, 'now').mockReturnValue(15_001);
    expect(await ask(200)).toBeUndefined();
  });

  it('has none where nothing was asked, or nothing came', async () => {
    expect(await takeFirstAnswer('/api/v3/profile')).toBeUndefined();
    const failed = Promise.reject(new Error('no connection'));
    globalThis.gatehouseFirstAnswers = new Map([['/api/v3/profile', failed]]);
    expect(await takeFirstAnswer('/api/v3/profile')).toBeUndefined();
  });
});
