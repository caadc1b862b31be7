import { describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey } from 'jose';
import type { Actor } from '@gatehouse/contracts';
import { ActorKeys, type PublicKey } from './actor-keys.js';
import { importSigningKey, signActorToken, verifiedActor } from './actor-token.js';
import { ActorVerifier } from './actor-verifier.js';
import { ServiceIdentity } from './service-identity.js';
import { Secret } from '@gatehouse/contracts';

const ada: Actor = {
  kind: 'person',
  id: 'ada@example.com',
  displayName: 'Ada Osei',
  groups: ['everyone'],
  privileges: [],
  signedInBy: 'demo',
  sessionId: 'session-1',
};
const tags: Actor = { ...ada, kind: 'service', id: 'service:tags', displayName: 'tags', signedInBy: 'service' };
const noon = new Date('2026-11-22T12:00:00Z');

async function keyPair(kid: string): Promise<{ key: CryptoKey; kid: string; jwk: PublicKey }> {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const { x = '' } = await exportJWK(publicKey);
  return { key: privateKey, kid, jwk: { kid, kty: 'OKP', crv: 'Ed25519', x } };
}

async function world() {
  const identityKey = await keyPair('identity-1');
  const tagsKey = await keyPair('service:tags');
  const clock = { now: noon };
  const identity = { keys: [identityKey.jwk], asked: 0, isThere: true };
  const verifier = new ActorVerifier(
    new ActorKeys({
      serviceKeys: [tagsKey.jwk],
      fetchIdentityKeys: () => {
        identity.asked += 1;
        return identity.isThere ? Promise.resolve(identity.keys) : Promise.reject(new Error('nobody there'));
      },
      now: () => clock.now,
    }),
    () => clock.now,
  );
  const pass = (milliseconds: number) => (clock.now = new Date(clock.now.getTime() + milliseconds));
  const sign = (actor: Actor, key: { key: CryptoKey; kid: string }) =>
    signActorToken(actor, key, { now: clock.now, lifetimeSeconds: 300 });
  return { identityKey, tagsKey, clock, identity, verifier, pass, sign };
}

/** A token as somebody would make it who does not use `signActorToken`. */
function forge(key: { key: CryptoKey; kid: string }, claims: Record<string, unknown>): Promise<string> {
  const seconds = noon.getTime() / 1_000;
  return new SignJWT({
    iss: 'gatehouse:identity',
    aud: 'gatehouse',
    sub: ada.id,
    actor: ada,
    iat: seconds,
    exp: seconds + 300,
    ...claims,
  })
    .setProtectedHeader({ alg: 'EdDSA', kid: key.kid })
    .sign(key.key);
}

const refused = { failure: { code: 'unauthenticated', reason: 'ACTOR_INVALID' } };

describe(ActorVerifier, () => {
  it('accepts a person whom identity vouches for, and hands the token on', async () => {
    const { verifier, sign, identityKey } = await world();
    const token = await sign(ada, identityKey);
    const actor = await verifier.verify(token.reveal());
    expect(actor).toMatchObject(ada);
    expect(actor.token.reveal()).toBe(token.reveal());
    expect(JSON.stringify(verifiedActor(ada, token))).not.toContain(token.reveal());
  });

  it('accepts a service that vouches for itself, without asking identity', async () => {
    const { verifier, sign, tagsKey, identity } = await world();
    await expect(verifier.verify((await sign(tags, tagsKey)).reveal())).resolves.toMatchObject(tags);
    expect(identity.asked).toBe(0);
  });

  it('asks identity once for many tokens', async () => {
    const { verifier, sign, identityKey, identity } = await world();
    await Promise.all([1, 2, 3].map(async () => verifier.verify((await sign(ada, identityKey)).reveal())));
    expect(identity.asked).toBe(1);
  });

  it('refuses a token that has expired, remembered or not, and allows clocks to differ by 30 s', async () => {
    const { verifier, sign, identityKey, pass } = await world();
    const token = (await sign(ada, identityKey)).reveal();
    const unseen = (await sign({ ...ada, sessionId: 'other' }, identityKey)).reveal();
    await verifier.verify(token);
    pass(329_000);
    await expect(verifier.verify(token)).resolves.toMatchObject(ada);
    pass(2_000);
    await expect(verifier.verify(token)).rejects.toMatchObject(refused);
    await expect(verifier.verify(unseen)).rejects.toMatchObject(refused);
  });

  it.each<[string, Record<string, unknown>]>([
    ['lives longer than five minutes', { exp: noon.getTime() / 1_000 + 86_400, iat: noon.getTime() / 1_000 - 3_600 }],
    ['was issued in the future', { iat: noon.getTime() / 1_000 + 120 }],
    ['is meant for somebody else', { aud: 'another' }],
    ['has another issuer', { iss: 'gatehouse:service:tags' }],
    ['speaks for a service with the key of identity', { actor: tags, sub: tags.id }],
    ['speaks for another subject', { sub: 'rosa@example.com' }],
    ['carries no actor', { actor: { name: 'ada' } }],
    ['never ends', { exp: undefined }],
  ])('refuses a token that %s', async (_case, claims) => {
    const { verifier, identityKey } = await world();
    await expect(verifier.verify(await forge(identityKey, claims))).rejects.toMatchObject(refused);
  });

  it.each<[string, Record<string, unknown>]>([
    ['a person', { iss: 'gatehouse:service:tags' }],
    ['a person in the name of identity', {}],
    [
      'another service',
      { iss: 'gatehouse:service:tags', actor: { ...tags, id: 'service:inventory' }, sub: 'service:inventory' },
    ],
  ])('refuses a service that speaks for %s', async (_case, claims) => {
    const { verifier, tagsKey } = await world();
    await expect(verifier.verify(await forge(tagsKey, claims))).rejects.toMatchObject(refused);
  });

  it('refuses a token signed by another key under a known name', async () => {
    const { verifier } = await world();
    await expect(verifier.verify(await forge(await keyPair('identity-1'), {}))).rejects.toMatchObject(refused);
  });

  it('refuses tokens without a signature, with a shared secret, and texts that are no tokens', async () => {
    const { verifier } = await world();
    const unsigned = new UnsecuredJWT({ actor: ada }).setSubject(ada.id).setAudience('gatehouse').encode();
    const shared = await new SignJWT({ actor: ada })
      .setProtectedHeader({ alg: 'HS256', kid: 'identity-1' })
      .sign(new TextEncoder().encode('x'.repeat(32)));
    for (const token of [unsigned, shared, 'not-a-token', '', 'a.b.c', 'x'.repeat(200_001)]) {
      await expect(verifier.verify(token)).rejects.toMatchObject(refused);
    }
  });

  it('learns a new key of identity when it meets it, and asks at most once a second for made-up ones', async () => {
    const { verifier, sign, identityKey, identity, pass } = await world();
    await verifier.verify((await sign(ada, identityKey)).reveal());
    const made = await keyPair('made-up');
    for (let flood = 0; flood < 10; flood += 1) {
      await expect(verifier.verify(await forge(made, { n: flood }))).rejects.toMatchObject(refused);
    }
    expect(identity.asked).toBe(1);
    pass(1_000);
    const next = await keyPair('identity-2');
    identity.keys = [identityKey.jwk, next.jwk];
    await expect(verifier.verify((await sign(ada, next)).reveal())).resolves.toMatchObject(ada);
    expect(identity.asked).toBe(2);
  });

  it('never takes a service key from identity', async () => {
    const { verifier, identity, sign } = await world();
    const rogue = await keyPair('service:rogue');
    identity.keys = [rogue.jwk];
    const token = await sign({ ...tags, id: 'service:rogue' }, rogue);
    await expect(verifier.verify(token.reveal())).rejects.toMatchObject(refused);
  });

  it('says that identity cannot be reached instead of refusing the person', async () => {
    const { verifier, identity, sign, identityKey } = await world();
    identity.isThere = false;
    const token = (await sign(ada, identityKey)).reveal();
    await expect(verifier.verify(token)).rejects.toThrow('nobody there');
    identity.isThere = true;
    await expect(verifier.verify(token)).resolves.toMatchObject(ada);
  });

  it('forgets the oldest tokens, so that it cannot grow without end', async () => {
    const { verifier, tagsKey, clock } = await world();
    const found: string[] = [];
    for (let n = 0; n < 180; n += 1) {
      const groups = Array.from({ length: 700 }, (_, group) => `${n}-${group}`.padEnd(256, 'x'));
      const token = await signActorToken({ ...tags, groups: groups.slice(0, 500) }, tagsKey, {
        now: clock.now,
        lifetimeSeconds: 300,
      });
      found.push(token.reveal());
      await verifier.verify(token.reveal());
    }
    expect(found.reduce((sum, { length }) => sum + length, 0)).toBeGreaterThan(30_000_000);
    expect(verifier.rememberedCharacters).toBeLessThanOrEqual(32_000_000);
  }, 60_000);
});

describe(signActorToken, () => {
  it.each([0, 301, -1])('refuses a life of %i s', async (lifetimeSeconds) => {
    const { identityKey } = await world();
    await expect(signActorToken(ada, identityKey, { now: noon, lifetimeSeconds })).rejects.toThrow('lives 1 to 300 s');
  });

  it('refuses to sign for others', async () => {
    const { identityKey, tagsKey } = await world();
    const options = { now: noon, lifetimeSeconds: 60 };
    await expect(signActorToken(ada, tagsKey, options)).rejects.toThrow('only identity');
    await expect(signActorToken(tags, identityKey, options)).rejects.toThrow('services sign for themselves');
  });
});

describe(importSigningKey, () => {
  it.each([
    ['a public key', { kid: 'k', kty: 'OKP', crv: 'Ed25519', x: 'AAAA' }],
    ['a key without a name', { kty: 'OKP', crv: 'Ed25519', x: 'AAAA', d: 'AAAA' }],
    ['a key of another kind', { kid: 'k', kty: 'RSA', n: 'AAAA', e: 'AQAB', d: 'AAAA' }],
  ])('refuses %s, without showing it', async (_case, jwk) => {
    await expect(importSigningKey(new Secret(jwk))).rejects.toThrow(/^Not a signing key for actors: [^A]*$/);
  });
});

describe(ServiceIdentity, () => {
  it('renews its token a minute before it ends', async () => {
    const { tagsKey, clock, verifier, pass } = await world();
    const identity = new ServiceIdentity(
      'tags',
      () => Promise.resolve(tagsKey),
      () => clock.now,
    );
    const first = await identity.actor();
    await expect(verifier.verify(first.token.reveal())).resolves.toMatchObject({ id: 'service:tags' });
    pass(239_000);
    expect((await identity.actor()).token.reveal()).toBe(first.token.reveal());
    pass(2_000);
    expect((await identity.actor()).token.reveal()).not.toBe(first.token.reveal());
  });

  it('says what is missing when it has no key, every time it is asked', async () => {
    const identity = new ServiceIdentity(
      'tags',
      () => Promise.reject(new Error('no key')),
      () => noon,
    );
    await expect(identity.actor()).rejects.toThrow('no key');
    await expect(identity.actor()).rejects.toThrow('no key');
  });
});
