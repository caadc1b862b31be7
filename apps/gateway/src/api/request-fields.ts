import type { AnyRequestContract, HttpBinding } from '@gatehouse/contracts';
import { z } from 'zod';
import type { RequestFields } from './request-input.rules.js';

/** Filled in by the gateway, which knows it better than the sender: never taken from outside. */
export const CLIENT_FIELD = 'client';

/** A contract that is offered over HTTP. */
export type HttpContract = AnyRequestContract & { readonly http: HttpBinding; readonly request: z.ZodObject };

/** The contracts among these that are offered over HTTP. Throws when one cannot be: its request is not an object. */
export function httpContractsOf(contracts: readonly AnyRequestContract[]): HttpContract[] {
  return contracts.filter((contract): contract is HttpContract => {
    if (!contract.http) return false;
    if (contract.request instanceof z.ZodObject) return true;
    throw new Error(`${contract.subject} has an HTTP binding, so its request must be a z.object.`);
  });
}

/** Which fields of a contract stand in its path, and which come in the query or the body. Throws on a path that lies. */
export function requestFieldsOf(contract: HttpContract): RequestFields {
  const inPath = new Set([...contract.http.path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? ''));
  const all = Object.keys(contract.request.shape);
  for (const name of inPath) {
    if (!all.includes(name)) throw new Error(`${contract.subject}: :${name} in its path is no field of its request.`);
  }
  return { inPath, elsewhere: new Set(all.filter((name) => !inPath.has(name) && name !== CLIENT_FIELD)) };
}
