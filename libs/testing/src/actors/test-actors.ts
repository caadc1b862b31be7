import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import { listActorKeys, Secret, type Actor, type ReplyOf } from '@gatehouse/contracts';
import {
  connectNats,
  importSigningKey,
  signActorToken,
  verifiedActor,
  type ActorSigningKey,
  type VerifiedActor,
} from '@gatehouse/messaging';
import { serverFolder } from '../servers/run-folder.js';

/** People and services whose tokens the services under test accept. */
export interface TestActors {
  /** A signed-in person; `Ada Osei`, without groups or privileges, unless told otherwise. */
  asPerson(person?: Partial<Omit<Actor, 'kind'>>): Promise<VerifiedActor>;
  /** A service acting for itself; one of the names given to `testActors`. */
  asService(name: string): Promise<VerifiedActor>;
  /** A token with this signature will be refused: signed by a key that nobody trusts. */
  asForger(person?: Partial<Omit<Actor, 'kind'>>): Promise<VerifiedActor>;
  /** `GATEHOUSE_SERVICE_KEY_FILE` and `GATEHOUSE_TRUSTED_KEYS_FILE` of a service. */
  keyFilesOf(service: string): Record<string, string>;
  stop(): Promise<void>;
}

export interface TestActorsOptions {
  /** Where identity's keys are served, in place of identity. */
  readonly natsUrl: string;
  /** Services that act for themselves in this test. */
  readonly services?: readonly string[];
  /** When tokens are signed; the machine's clock by default. */
  readonly now?: () => Date;
}

interface KeyPair {
  readonly signer: ActorSigningKey;
  readonly privateJwk: Record<string, unknown>;
  readonly publicJwk: ReplyOf<typeof listActorKeys>['keys'][number];
}

/** Answers for identity's public keys on NATS, and signs tokens that they verify. */
export async function testActors({
  natsUrl,
  services = [],
  now = () => new Date(),
}: TestActorsOptions): Promise<TestActors> {
  const [identity, forger] = await Promise.all([keyPair('test-identity'), keyPair('test-identity')]);
  const own = new Map(
    await Promise.all(services.map(async (name) => [name, await keyPair(`service:${name}`)] as const)),
  );
  const folder = serverFolder('keys');
  writeKeyFiles(folder, own);
  const stop = await serveKeys(natsUrl, { keys: [identity.publicJwk] });
  const sign = async (actor: Actor, { signer }: KeyPair): Promise<VerifiedActor> =>
    verifiedActor(actor, await signActorToken(actor, signer, { now: now(), lifetimeSeconds: 300 }));
  return {
    asPerson: (person) => sign(personOf(person), identity),
    asForger: (person) => sign(personOf(person), forger),
    asService: (name) => sign(serviceOf(name), pairOf(own, name)),
    keyFilesOf: (service) => ({
      GATEHOUSE_TRUSTED_KEYS_FILE: join(folder, 'trusted-keys.json'),
      ...(own.has(service) && { GATEHOUSE_SERVICE_KEY_FILE: join(folder, `${service}.key.json`) }),
    }),
    stop,
  };
}

async function keyPair(kid: string): Promise<KeyPair> {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const privateJwk = { ...(await exportJWK(privateKey)), kid };
  const { x = '' } = await exportJWK(publicKey);
  return {
    signer: await importSigningKey(new Secret(privateJwk)),
    privateJwk,
    publicJwk: { kid, kty: 'OKP', crv: 'Ed25519', x },
  };
}

function pairOf(pairs: ReadonlyMap<string, KeyPair>, name: string): KeyPair {
  const pair = pairs.get(name);
  if (pair) return pair;
  throw new Error(`No key for service:${name}: name it in testActors({ services }).`);
}

function writeKeyFiles(folder: string, pairs: ReadonlyMap<string, KeyPair>): void {
  const keys = [...pairs.values()].map(({ publicJwk }) => publicJwk);
  writeFileSync(join(folder, 'trusted-keys.json'), JSON.stringify({ keys }), { mode: 0o600 });
  for (const [name, { privateJwk }] of pairs) {
    writeFileSync(join(folder, `${name}.key.json`), JSON.stringify(privateJwk), { mode: 0o600 });
  }
}

async function serveKeys(natsUrl: string, reply: ReplyOf<typeof listActorKeys>): Promise<() => Promise<void>> {
  const connection = await connectNats({ url: natsUrl, name: 'identity' });
  connection.subscribe(listActorKeys.subject, {
    queue: 'identity',
    callback: (_error, message) => {
      message.respond(JSON.stringify(reply));
    },
  });
  await connection.flush();
  return () => connection.close();
}

function personOf(person: Partial<Omit<Actor, 'kind'>> = {}): Actor {
  return {
    id: 'ada@example.com',
    displayName: 'Ada Osei',
    groups: [],
    privileges: [],
    signedInBy: 'demo',
    sessionId: 'test-session',
    ...person,
    kind: 'person',
  };
}

function serviceOf(name: string): Actor {
  const id = `service:${name}`;
  return { kind: 'service', id, displayName: name, groups: [], privileges: [], signedInBy: 'service', sessionId: id };
}
