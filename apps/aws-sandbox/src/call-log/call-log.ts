import { type Decision, type Explanation, explain } from '@gatehouse/iam-policy';

import type { World } from '../state/model.js';
import { type StateSlot, stateOf } from '../state/service-state.js';
import type { CallRecord } from './call-record.js';
import { fairShare } from './trim.rules.js';

/** How many calls are remembered when nothing else is said. */
export const DEFAULT_CALL_LOG_SIZE = 10_000;

interface CallLogState {
  /** Oldest first; under the empty name those whose caller nobody knows. */
  readonly byAccount: Map<string, CallRecord[]>;
  size: number;
}

const SLOT: StateSlot<CallLogState> = { name: 'call-log', create: () => ({ byAccount: new Map(), size: 0 }) };

/** Decisions hold compiled policies, which are not for saving: they go when the sandbox ends. */
const decisions = new WeakMap<CallRecord, Decision>();

const TRIM_TO = 0.9;

/** Adds a call to the log of each account it concerns; beyond `limit` entries the oldest go. */
export function rememberCall(world: World, record: CallRecord, limit: number, decision?: Decision): void {
  const state = stateOf(world, SLOT);
  if (decision !== undefined) decisions.set(record, decision);
  for (const account of record.accountIds.length === 0 ? [''] : record.accountIds) {
    const known = state.byAccount.get(account);
    if (known === undefined) state.byAccount.set(account, [record]);
    else known.push(record);
    state.size += 1;
  }
  if (state.size > limit) trim(state, Math.floor(limit * TRIM_TO));
}

function trim(state: CallLogState, limit: number): void {
  const share = fairShare(
    [...state.byAccount.values()].map(({ length }) => length),
    limit,
  );
  state.size = 0;
  for (const [account, records] of state.byAccount) {
    if (records.length > share) records.splice(0, records.length - share);
    if (records.length === 0) state.byAccount.delete(account);
    state.size += records.length;
  }
}

/** The calls that concern an account, oldest first; of `''` those whose caller nobody knows. */
export function callsOf(world: World, accountId: string): readonly CallRecord[] {
  return stateOf(world, SLOT).byAccount.get(accountId) ?? [];
}

/** Every remembered call, newest first, each a single time. */
export function allCalls(world: World): readonly CallRecord[] {
  const all = new Set([...stateOf(world, SLOT).byAccount.values()].flat());
  return [...all].sort((a, b) => b.time.getTime() - a.time.getTime());
}

/** Why the policies decided as they did; undefined for calls that no policy decided, or of an earlier run. */
export function explanationOf(record: CallRecord): Explanation | undefined {
  const decision = decisions.get(record);
  return decision === undefined ? undefined : explain(decision);
}
