import { compactVerify, CompactSign, importJWK, type CryptoKey, type JWK } from 'jose';
import { canonicalJson } from './canonical-json.js';

/** A signed statement of where a service's chain stood. */
export interface Checkpoint {
  readonly sequence: number;
  /** Hash of the record at `sequence`. */
  readonly hash: string;
  /** ISO 8601, UTC. */
  readonly signedAt: string;
  /** `service:<name>`. */
  readonly keyId: string;
  /** Compact JWS (EdDSA) over the canonical JSON of the other fields and the service's name. */
  readonly signature: string;
}

/** A private Ed25519 key with the id that its public half is found by. */
export interface CheckpointSigner {
  readonly kid: string;
  readonly key: CryptoKey;
}

type Statement = Pick<Checkpoint, 'sequence' | 'hash' | 'signedAt'>;

/** Signs where the chain of `service` stands. */
export async function signCheckpoint(service: string, head: Statement, signer: CheckpointSigner): Promise<Checkpoint> {
  const payload = new TextEncoder().encode(statementOf(service, head));
  const signature = await new CompactSign(payload)
    .setProtectedHeader({ alg: 'EdDSA', kid: signer.kid, typ: 'gatehouse-checkpoint' })
    .sign(signer.key);
  return { sequence: head.sequence, hash: head.hash, signedAt: head.signedAt, keyId: signer.kid, signature };
}

/** What is wrong with a checkpoint's signature, or undefined. Only EdDSA, and only the service's own key, will do. */
export async function checkSignature(
  service: string,
  checkpoint: Checkpoint,
  trustedKeys: readonly JWK[],
): Promise<string | undefined> {
  const expectedKid = `service:${service}`;
  if (checkpoint.keyId !== expectedKid) return `it is signed by ${checkpoint.keyId}, not by ${expectedKid}`;
  const keys = trustedKeys.filter(({ kid }) => kid === expectedKid);
  if (keys.length === 0) return `no public key of ${expectedKid} is trusted`;
  for (const jwk of keys) {
    if (await isSignedWith(jwk, service, checkpoint)) return undefined;
  }
  return `its signature is not one of ${expectedKid} over this statement`;
}

async function isSignedWith(jwk: JWK, service: string, checkpoint: Checkpoint): Promise<boolean> {
  try {
    const key = await importJWK(jwk, 'EdDSA');
    const { payload, protectedHeader } = await compactVerify(checkpoint.signature, key, { algorithms: ['EdDSA'] });
    const said = new TextDecoder().decode(payload);
    return said === statementOf(service, checkpoint) && protectedHeader['typ'] === 'gatehouse-checkpoint';
  } catch {
    return false;
  }
}

function statementOf(service: string, { sequence, hash, signedAt }: Statement): string {
  return canonicalJson({ service, sequence, hash, signedAt });
}
