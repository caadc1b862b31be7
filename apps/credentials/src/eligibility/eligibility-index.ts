import { includesNumber, NumberSet, numbersIn } from './number-set.js';

/** A role as the index keeps it, with the identities that may assume it. */
export interface IndexedRole {
  readonly roleArn: string;
  readonly accountId: string;
  readonly maxSessionSeconds: number;
  /** Eligible for credentials and the console. */
  readonly full: readonly string[];
  /** Eligible for credentials only. */
  readonly cliOnly: readonly string[];
}

/** What an actor is eligible for, by number of role, sorted. */
export interface ActorRoles {
  readonly all: Uint32Array;
  /** Those of them that are not for the console. */
  readonly cliOnly: Uint32Array;
}

/** How far a role is open to an actor. */
export type Eligibility = 'full' | 'cli-only' | 'none';

interface Posting {
  readonly full: NumberSet;
  readonly cliOnly: NumberSet;
  /** The index's change that touched it last. */
  changedAt: number;
}

/** Identities of a role; shared by all roles with the same. */
interface Grants {
  readonly full: readonly string[];
  readonly cliOnly: readonly string[];
}

interface Remembered {
  readonly roles: ActorRoles;
  readonly computedAt: number;
}

const ACTORS_REMEMBERED = 500;
const NO_GRANTS: Grants = { full: [], cliOnly: [] };

/**
 * Who may assume what, inverted: identity → numbers of roles. In memory and compact, so that neither a list of one's
 * roles nor handing out credentials asks anybody. Roles that nobody may assume are not in it.
 */
export class EligibilityIndex {
  readonly #numberOf = new Map<string, number>();
  readonly #arns: (string | undefined)[] = [];
  readonly #accounts: string[] = [];
  readonly #maxSessions: number[] = [];
  readonly #grants: Grants[] = [];
  readonly #freeNumbers: number[] = [];
  readonly #postings = new Map<string, Posting>();
  readonly #sharedGrants = new Map<string, Grants>();
  readonly #sharedTexts = new Map<string, string>();
  readonly #remembered = new Map<string, Remembered>();
  #changes = 0;

  /** Roles in the index. */
  get size(): number {
    return this.#numberOf.size;
  }

  /** Adds a role, or replaces what is known of it; one without identities is taken out. */
  put(role: IndexedRole): void {
    if (role.full.length + role.cliOnly.length === 0) return this.remove(role.roleArn);
    const number = this.#numberOf.get(role.roleArn) ?? this.#newNumber(role);
    this.#maxSessions[number] = role.maxSessionSeconds;
    this.#regrant(number, this.#share(role));
  }

  /** Takes a role out; one that is not in is passed over. */
  remove(roleArn: string): void {
    const number = this.#numberOf.get(roleArn);
    if (number === undefined) return;
    this.#regrant(number, NO_GRANTS);
    this.#numberOf.delete(roleArn);
    this.#arns[number] = undefined;
    this.#freeNumbers.push(number);
  }

  /** The number of a role; undefined when nobody may assume it, or it is not known. */
  find(roleArn: string): number | undefined {
    return this.#numberOf.get(roleArn);
  }

  arnOf(number: number): string {
    return this.#arns[number] ?? '';
  }

  accountOf(number: number): string {
    return this.#accounts[number] ?? '';
  }

  maxSessionSecondsOf(number: number): number {
    return this.#maxSessions[number] ?? 0;
  }

  /** How far a role is open to somebody who is all of these identities. */
  eligibilityOf(identities: readonly string[], number: number): Eligibility {
    let eligibility: Eligibility = 'none';
    for (const identity of identities) {
      const posting = this.#postings.get(identity);
      if (posting?.full.has(number)) return 'full';
      if (posting?.cliOnly.has(number)) eligibility = 'cli-only';
    }
    return eligibility;
  }

  /** Everything that somebody who is all of these identities may assume; remembered until one of them changes. */
  rolesOf(identities: readonly string[]): ActorRoles {
    const key = identities.join('\0');
    const remembered = this.#remembered.get(key);
    if (remembered !== undefined && this.#lastChangeOf(identities) <= remembered.computedAt) return remembered.roles;
    const roles = this.#unionOf(identities);
    this.#remember(key, { roles, computedAt: this.#changes });
    return roles;
  }

  #unionOf(identities: readonly string[]): ActorRoles {
    const words = (this.#arns.length + 31) >>> 5;
    const full = new Uint32Array(words);
    const cliOnly = new Uint32Array(words);
    for (const identity of identities) {
      const posting = this.#postings.get(identity);
      posting?.full.unionInto(full);
      posting?.cliOnly.unionInto(cliOnly);
    }
    for (let word = 0; word < words; word += 1) {
      cliOnly[word]! &= ~full[word]!;
      full[word]! |= cliOnly[word]!;
    }
    return { all: numbersIn(full), cliOnly: numbersIn(cliOnly) };
  }

  #lastChangeOf(identities: readonly string[]): number {
    let last = 0;
    for (const identity of identities) last = Math.max(last, this.#postings.get(identity)?.changedAt ?? 0);
    return last;
  }

  #remember(key: string, remembered: Remembered): void {
    this.#remembered.delete(key);
    this.#remembered.set(key, remembered);
    if (this.#remembered.size <= ACTORS_REMEMBERED) return;
    for (const oldest of this.#remembered.keys()) {
      this.#remembered.delete(oldest);
      return;
    }
  }

  #newNumber({ roleArn, accountId }: IndexedRole): number {
    const number = this.#freeNumbers.pop() ?? this.#arns.length;
    this.#arns[number] = roleArn;
    this.#accounts[number] = this.#shareText(accountId);
    this.#grants[number] = NO_GRANTS;
    this.#numberOf.set(roleArn, number);
    return number;
  }

  #regrant(number: number, grants: Grants): void {
    const before = this.#grants[number] ?? NO_GRANTS;
    if (before === grants) return;
    this.#changes += 1;
    for (const identity of before.full) this.#posting(identity).full.delete(number);
    for (const identity of before.cliOnly) this.#posting(identity).cliOnly.delete(number);
    for (const identity of grants.full) this.#posting(identity).full.add(number);
    for (const identity of grants.cliOnly) this.#posting(identity).cliOnly.add(number);
    this.#grants[number] = grants;
  }

  /** The posting of an identity, marked as changed now. */
  #posting(identity: string): Posting {
    let posting = this.#postings.get(identity);
    if (posting === undefined) {
      posting = { full: new NumberSet(), cliOnly: new NumberSet(), changedAt: 0 };
      this.#postings.set(this.#shareText(identity), posting);
    }
    posting.changedAt = this.#changes;
    return posting;
  }

  #share({ full, cliOnly }: IndexedRole): Grants {
    const key = [full.join('\0'), cliOnly.join('\0')].join('\u0001');
    const known = this.#sharedGrants.get(key);
    if (known !== undefined) return known;
    const share = (identities: readonly string[]) => identities.map((identity) => this.#shareText(identity));
    const grants = { full: share(full), cliOnly: share(cliOnly) };
    this.#sharedGrants.set(key, grants);
    return grants;
  }

  /** One copy of a text that many roles have. */
  #shareText(text: string): string {
    const known = this.#sharedTexts.get(text);
    if (known !== undefined) return known;
    this.#sharedTexts.set(text, text);
    return text;
  }
}

/** Whether a role that an actor is eligible for is closed to the console. */
export function isCliOnly({ cliOnly }: ActorRoles, number: number): boolean {
  return includesNumber(cliOnly, number);
}
