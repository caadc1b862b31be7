import { z } from 'zod';
import type { AnyEventContract } from '../core/define-event.js';
import type { AnyRequestContract } from '../core/define-request.js';
import { breakingChanges, type JsonSchema } from './compatibility.rules.js';

/** One message as the lock file holds it. */
export type LockedMessage =
  | {
      readonly kind: 'request';
      readonly permission: string;
      readonly http: string | null;
      readonly failures: Readonly<Record<string, string>>;
      readonly request: JsonSchema;
      readonly reply: JsonSchema;
    }
  | { readonly kind: 'event'; readonly data: JsonSchema };

/** Every message by subject, sorted. */
export type ContractLock = Readonly<Record<string, LockedMessage>>;

function schemaOf(type: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...schema } = z.toJSONSchema(type, { io });
  return schema as JsonSchema;
}

function lockedForm(contract: AnyRequestContract | AnyEventContract): LockedMessage {
  if (contract.kind === 'event') return { kind: 'event', data: schemaOf(contract.data, 'output') };
  return {
    kind: 'request',
    permission: contract.permission,
    http: contract.http ? `${contract.http.method} ${contract.http.path}` : null,
    failures: contract.failures,
    request: schemaOf(contract.request, 'input'),
    reply: schemaOf(contract.reply, 'output'),
  };
}

/** The picture of all messages that is committed as `contracts.lock.json`. */
export function contractLockOf(contracts: readonly (AnyRequestContract | AnyEventContract)[]): ContractLock {
  const sorted = [...contracts].sort((a, b) => (a.subject < b.subject ? -1 : 1));
  return Object.fromEntries(sorted.map((contract) => [contract.subject, lockedForm(contract)]));
}

/** Every change between two locks that breaks somebody inside a major version, as `subject: what`. */
export function breaksOfLock(before: ContractLock, after: ContractLock): string[] {
  return Object.entries(before).flatMap(([subject, old]) => {
    const now = after[subject];
    if (!now) return [`${subject}: removed; handle the old major until no manifest lists it`];
    return breaksOfMessage(old, now).map((change) => `${subject}: ${change}`);
  });
}

function breaksOfMessage(old: LockedMessage, now: LockedMessage): string[] {
  if (old.kind === 'event' && now.kind === 'event') return breakingChanges(old.data, now.data, 'service');
  if (old.kind === 'event' || now.kind === 'event') return ['kind changed'];
  return [
    ...breakingChanges(old.request, now.request, 'caller').map((change) => `request: ${change}`),
    ...breakingChanges(old.reply, now.reply, 'service').map((change) => `reply: ${change}`),
    ...changedFailures(old.failures, now.failures),
    ...(old.http !== null && old.http !== now.http ? [`http: ${old.http} became ${now.http ?? 'nothing'}`] : []),
  ];
}

function changedFailures(old: Readonly<Record<string, string>>, now: Readonly<Record<string, string>>): string[] {
  return Object.entries(old).flatMap(([reason, code]) =>
    now[reason] !== undefined && now[reason] !== code ? [`failure ${reason}: ${code} became ${now[reason]}`] : [],
  );
}

/** Every contract among the exports of a module, by itself or in a record of contracts; in no particular order. */
export function contractsIn(module: object): (AnyRequestContract | AnyEventContract)[] {
  const exported = Object.values<unknown>({ ...module });
  const inRecords = exported.filter(isRecord).flatMap((record) => Object.values(record));
  return [...new Set([...exported, ...inRecords].filter(isContract))];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function isContract(value: unknown): value is AnyRequestContract | AnyEventContract {
  return typeof value === 'object' && value !== null && 'subject' in value && 'kind' in value;
}
