import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { firstData, forgetFirstAnswer, takeFirstAnswer } from './first-answers';

beforeEach(() => {
  jest.spyOn(performance, 'now').mockReturnValue(500);
});
afterEach(() => {
  jest.restoreAllMocks();
  globalThis.gatehouseFirstAnswers = undefined;
  globalThis.gatehouseFirstData = undefined;
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

describe(firstData, () => {
  beforeEach(() => {
    globalThis.gatehouseFirstData = new Map([['/api/v3/profile', { name: 'Ada' }]]);
  });

  it('is there until it is forgotten, or its answer taken', async () => {
    expect(firstData('/api/v3/profile')).toEqual({ name: 'Ada' });
    expect(firstData('/api/v3/profile')).toEqual({ name: 'Ada' });
    forgetFirstAnswer('/api/v3/profile');
    expect(firstData('/api/v3/profile')).toBeUndefined();
    globalThis.gatehouseFirstData = new Map([['/api/v3/profile', {}]]);
    await takeFirstAnswer('/api/v3/profile');
    expect(firstData('/api/v3/profile')).toBeUndefined();
  });

  it('is nothing old, nothing of another address, and nothing where none is named', () => {
    expect(firstData('/api/v3/roles?limit=100')).toBeUndefined();
    expect(firstData(undefined)).toBeUndefined();
    jest.spyOn(performance, 'now').mockReturnValue(15_001);
    expect(firstData('/api/v3/profile')).toBeUndefined();
  });
});
