import type { JsonWebKey } from 'node:crypto';

import type { World } from '../state/model.js';
import { type StateSlot, stateOf } from '../state/service-state.js';

/** A public key of an identity provider, as its JWKS document lists it. */
export type IssuerKey = JsonWebKey & { readonly kid?: string; readonly alg?: string; readonly use?: string };

interface IssuerState {
  /** By issuer: `https://token.actions.githubusercontent.com`. */
  readonly keys: Map<string, readonly IssuerKey[]>;
}

const SLOT: StateSlot<IssuerState> = { name: 'issuers', create: () => ({ keys: new Map() }) };

/** Publishes the keys of an issuer: what AWS would fetch from its `jwks_uri`. */
export function publishIssuerKeys(world: World, issuer: string, keys: readonly IssuerKey[]): void {
  stateOf(world, SLOT).keys.set(issuer, keys);
}

/** The keys an issuer publishes; undefined when nobody answers at its address. */
export function issuerKeysOf(world: World, issuer: string): readonly IssuerKey[] | undefined {
  return stateOf(world, SLOT).keys.get(issuer);
}
