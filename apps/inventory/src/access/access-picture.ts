import { setImmediate as letOthersRun } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { AccessIndex } from '@gatehouse/iam-policy';
import { RESOURCE_TYPES } from '../resource/observed-resource.js';
import { AccessRows, type AccessChange } from './access-rows.js';
import { GuardrailLevels, type AccountPlace } from './guardrail-levels.js';
import { PolicyShelf, type GroupParts, type PrincipalParts } from './policy-shelf.js';

/** Who has which policies and what limits them, in memory: what it holds follows the store. */
@Injectable()
export class AccessPicture {
  #index = new AccessIndex();
  #limitedBy: ReadonlyMap<string, AccountPlace> | null = null;

  constructor(
    private readonly rows: AccessRows,
    private readonly shelf: PolicyShelf,
    readonly guardrails: GuardrailLevels,
  ) {}

  /** Everybody, with what they have: another one after everything was read anew. */
  get index(): AccessIndex {
    return this.#index;
  }

  /** Takes in everything that is stored, page by page; until that is done the index stays as it was. */
  async load(): Promise<void> {
    const managed = new Map<string, string>();
    for await (const page of this.rows.policies(null)) {
      for (const { arn, hash } of page) if (hash !== null) managed.set(arn, hash);
    }
    replace(this.shelf.managed, managed);
    const groups = new Map<string, GroupParts>();
    for await (const page of this.rows.groups(null)) {
      for (const { accountId, name, parts } of page) groups.set(PolicyShelf.groupKey(accountId, name), parts);
    }
    replace(this.shelf.groups, groups);
    const index = new AccessIndex();
    const places = await this.guardrails.refresh();
    limitAll(index, places);
    await this.putAll(null, index);
    this.#index = index;
    this.#limitedBy = places;
  }

  /** Takes in what changed. */
  async apply(changes: readonly AccessChange[]): Promise<void> {
    const dirty = new Set<string>();
    const ofType = (type: string) => changes.filter(({ resourceType }) => resourceType === type);
    for (const accountId of await this.renewPolicies(ofType(RESOURCE_TYPES.managedPolicy))) dirty.add(accountId);
    for (const accountId of await this.renewGroups(ofType(RESOURCE_TYPES.group))) dirty.add(accountId);
    const principals = [...ofType(RESOURCE_TYPES.role), ...ofType(RESOURCE_TYPES.user)].map(({ arn }) => arn);
    await this.renewPrincipals(principals);
    for (const accountId of dirty) await this.putAll(accountId, this.#index);
  }

  /** Takes in what limits accounts, where that changed. */
  async limit(): Promise<void> {
    const places = await this.guardrails.refresh();
    if (places === this.#limitedBy) return;
    limitAll(this.#index, places);
    this.#limitedBy = places;
  }

  private async putAll(accountId: string | null, index: AccessIndex): Promise<void> {
    for await (const page of this.rows.principals(accountId)) {
      await this.put(page, index);
      await letOthersRun();
    }
  }

  private async put(rows: readonly PrincipalParts[], index: AccessIndex): Promise<void> {
    for (const principal of await this.shelf.indexed(rows, index)) index.put(principal);
  }

  private async renewPrincipals(arns: readonly string[]): Promise<void> {
    if (arns.length === 0) return;
    const rows = await this.rows.among(arns);
    await this.put(rows, this.#index);
    const there = new Set(rows.map(({ arn }) => arn));
    for (const arn of arns) if (!there.has(arn)) this.#index.delete(arn);
  }

  /** Accounts in which somebody has a policy that says something else now. */
  private async renewPolicies(changes: readonly AccessChange[]): Promise<string[]> {
    if (changes.length === 0) return [];
    const hashes = new Map<string, string | null>();
    const arns = changes.map(({ arn }) => arn);
    for await (const page of this.rows.policies(arns)) for (const { arn, hash } of page) hashes.set(arn, hash);
    const others = changes.filter(({ arn }) => this.notePolicy(arn, hashes.get(arn) ?? null));
    return others.flatMap(({ arn }) => [...this.shelf.accountsWith(arn)]);
  }

  /** True when that is news. */
  private notePolicy(arn: string, hash: string | null): boolean {
    if ((this.shelf.managed.get(arn) ?? null) === hash) return false;
    if (hash === null) this.shelf.managed.delete(arn);
    else this.shelf.managed.set(arn, hash);
    return true;
  }

  private async renewGroups(changes: readonly AccessChange[]): Promise<string[]> {
    if (changes.length === 0) return [];
    const arns = changes.map(({ arn }) => arn);
    const there = new Set<string>();
    for await (const page of this.rows.groups(arns)) {
      for (const { arn, accountId, name, parts } of page) {
        there.add(arn);
        this.shelf.groups.set(PolicyShelf.groupKey(accountId, name), parts);
      }
    }
    for (const { arn, accountId } of changes) {
      if (!there.has(arn))
        this.shelf.groups.delete(PolicyShelf.groupKey(accountId, arn.slice(arn.lastIndexOf('/') + 1)));
    }
    return changes.map(({ accountId }) => accountId);
  }
}

function limitAll(index: AccessIndex, places: ReadonlyMap<string, AccountPlace>): void {
  for (const [accountId, { scps }] of places) {
    const levels = scps.map((level) => level.map(({ id, policy }) => ({ id: `scp:${id}`, read: () => policy })));
    index.limitAccount(accountId, levels);
  }
}

function replace<V>(map: Map<string, V>, others: ReadonlyMap<string, V>): void {
  map.clear();
  for (const [key, value] of others) map.set(key, value);
}
