import { describe, expect, it } from '@jest/globals';
import { ContractFailure, platformFailure, Secret, type Actor } from '@gatehouse/contracts';
import type { VerifiedActor } from '@gatehouse/messaging';
import { ActorTokens, type ActorTokenSources } from './actor-tokens.js';

const person = (id: string): Actor => ({
  kind: 'person',
  id,
  displayName: id,
  groups: [],
  privileges: [],
  signedInBy: 'demo',
  sessionId: `session of ${id}`,
});

function exchange() {
  let now = Date.parse('2026-11-22T12:00:00Z');
  let asked = 0;
  let answer: (sessionToken: string) => Promise<{ actorToken: string; expiresAt: string }> = (sessionToken) =>
    Promise.resolve({ actorToken: sessionToken, expiresAt: new Date(now + 300_000).toISOString() });
  const sources = {
    services: {
      call: (_contract: unknown, _actor: unknown, { sessionToken }: { sessionToken: string }) => {
        asked += 1;
        return answer(sessionToken);
      },
    },
    identity: { actor: () => Promise.resolve({} as VerifiedActor) },
    verifier: { verify: (token: string) => Promise.resolve({ ...person(token), token: new Secret(token) }) },
    now: () => new Date(now),
  } as unknown as ActorTokenSources;
  return {
    tokens: new ActorTokens(sources),
    pass: (seconds: number) => (now += seconds * 1_000),
    asked: () => asked,
    answerWith: (next: typeof answer) => (answer = next),
  };
}

describe(ActorTokens, () => {
  it('asks identity once for the life of a token, however many requests come at the same time', async () => {
    const { tokens, asked, pass } = exchange();
    await Promise.all([tokens.actorOf('ada'), tokens.actorOf('ada'), tokens.actorOf('ada')]);
    pass(279);
    await expect(tokens.actorOf('ada')).resolves.toMatchObject({ id: 'ada' });
    expect(asked()).toBe(1);
  });

  it('asks again before the token expires', async () => {
    const { tokens, asked, pass } = exchange();
    await tokens.actorOf('ada');
    pass(281);
    expect(tokens.peek('ada')).toBeUndefined();
    await tokens.actorOf('ada');
    expect(asked()).toBe(2);
  });

  it('never mixes up two sessions', async () => {
    const { tokens } = exchange();
    const [ada, rosa] = await Promise.all([tokens.actorOf('ada'), tokens.actorOf('rosa')]);
    expect([ada.id, rosa.id]).toEqual(['ada', 'rosa']);
  });

  it('forgets a session that was ended', async () => {
    const { tokens } = exchange();
    await tokens.actorOf('ada');
    tokens.forget('ada');
    expect(tokens.peek('ada')).toBeUndefined();
  });

  it.each([
    ['here', (tokens: ActorTokens) => tokens.forget('ada')],
    ['elsewhere', (tokens: ActorTokens) => tokens.forgetSession('session of ada')],
  ])('forgets one that is ended %s while identity is still answering', async (_where, forget) => {
    const { tokens, answerWith } = exchange();
    let arrive = () => {};
    answerWith(async (sessionToken) => {
      await new Promise<void>((resolve) => (arrive = resolve));
      return { actorToken: sessionToken, expiresAt: '2026-11-22T12:05:00Z' };
    });
    const answered = tokens.actorOf('ada');
    await new Promise(setImmediate);
    forget(tokens);
    arrive();
    await answered;
    expect(tokens.peek('ada')).toBeUndefined();
  });

  it('forgets a session that was ended elsewhere, and nobody else’s', async () => {
    const { tokens } = exchange();
    await Promise.all([tokens.actorOf('ada'), tokens.actorOf('rosa')]);
    tokens.forgetSession('session of ada');
    expect([tokens.peek('ada'), tokens.peek('rosa')?.id]).toEqual([undefined, 'rosa']);
  });

  it('forgets everybody when it may have missed an end', async () => {
    const { tokens, asked } = exchange();
    await Promise.all([tokens.actorOf('ada'), tokens.actorOf('rosa')]);
    tokens.forgetAll();
    await tokens.actorOf('ada');
    expect(asked()).toBe(3);
  });

  it('remembers no refusal', async () => {
    const { tokens, answerWith, asked } = exchange();
    answerWith(() => Promise.reject(platformFailure('NO_RESPONDERS', 'Nobody.')));
    await expect(tokens.actorOf('ada')).rejects.toBeInstanceOf(ContractFailure);
    await expect(tokens.actorOf('ada')).rejects.toBeInstanceOf(ContractFailure);
    expect(asked()).toBe(2);
  });

  it('holds ten thousand sessions and drops the one that was used longest ago', async () => {
    const { tokens } = exchange();
    await tokens.actorOf('first');
    await tokens.actorOf('second');
    for (let count = 0; count < 9_998; count++) await tokens.actorOf(`person ${count}`);
    tokens.peek('first');
    await tokens.actorOf('one more');
    expect(tokens.peek('first')).toBeDefined();
    expect(tokens.peek('second')).toBeUndefined();
  });
});
