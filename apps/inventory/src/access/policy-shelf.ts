import { Injectable } from '@nestjs/common';
import { Database } from '@gatehouse/persistence';
import { type AccessIndex, compilePolicy, type IndexedDocument, type IndexedPrincipal } from '@gatehouse/iam-policy';
import type { ResourceParts } from '../resource/resource-parts.js';

/** A role or user with what it refers to. */
export interface PrincipalParts {
  readonly arn: string;
  readonly accountId: string;
  readonly parts: ResourceParts;
}

/** The policies of a group, documents by hex hash, managed ones by ARN. */
export type GroupParts = Pick<ResourceParts, 'inline' | 'attached'>;

type Kind = 'identity' | 'boundary';

interface Wanted {
  readonly kind: Kind;
  /** Null for a policy that is attached and was never read. */
  readonly hash: string | null;
}

const TEXTS_SQL = `
  SELECT encode(hash, 'hex') AS hash, text FROM documents
  WHERE hash IN (SELECT decode(wanted, 'hex') FROM unnest($1::text[]) AS wanted)`;

/** Which documents principals have, by way of managed policies and groups; each text is read once. */
@Injectable()
export class PolicyShelf {
  /** ARNs of managed policies, with the hex hash of what they say. */
  readonly managed = new Map<string, string>();
  /** By account and name. */
  readonly groups = new Map<string, GroupParts>();
  /** By the ARN of a managed policy, read or not: accounts in which somebody has it, by themselves or by a group. */
  readonly #accountsWith = new Map<string, Set<string>>();

  constructor(private readonly database: Database) {}

  /** The principals as the index takes them; reads the texts of the documents that it does not have. */
  async indexed(rows: readonly PrincipalParts[], index: AccessIndex): Promise<IndexedPrincipal[]> {
    const wanted = rows.map((row) => this.wantedBy(row));
    const texts = await this.textsOf(wanted.flat().filter((it) => !index.hasDocument(keyOf(it))));
    return rows.map((row, at) => {
      const { arn, accountId } = row;
      const documents = (wanted[at] ?? []).filter(({ kind }) => kind === 'identity');
      const boundary = this.boundaryOf(row);
      return {
        arn,
        accountId,
        identityPolicies: documents.map((it) => this.documentOf(it, texts)),
        ...(boundary && { permissionsBoundary: this.documentOf(boundary, texts) }),
      };
    });
  }

  /** Accounts of the principals that were asked for and have a managed policy, or had it once. */
  accountsWith(policyArn: string): Iterable<string> {
    return this.#accountsWith.get(policyArn) ?? [];
  }

  static groupKey(accountId: string, name: string): string {
    return `${accountId}/${name}`;
  }

  /** Everything that the principal has by itself and by its groups. */
  private wantedBy(row: PrincipalParts): Wanted[] {
    const { accountId, parts } = row;
    const groups = (parts.groups ?? []).flatMap((name) => this.groups.get(PolicyShelf.groupKey(accountId, name)) ?? []);
    const identity = [parts, ...groups].flatMap(({ inline, attached }): Wanted[] => [
      ...inline.map(({ hash }) => ({ kind: 'identity' as const, hash })),
      ...attached.map(({ arn }) => ({ kind: 'identity' as const, hash: this.hashOf(arn, accountId) })),
    ]);
    const boundary = this.boundaryOf(row);
    return boundary === null ? identity : [...identity, boundary];
  }

  private boundaryOf({ accountId, parts: { boundary } }: PrincipalParts): Wanted | null {
    return boundary === null ? null : { kind: 'boundary', hash: this.hashOf(boundary, accountId) };
  }

  private hashOf(policyArn: string, accountId: string): string | null {
    const accounts = this.#accountsWith.get(policyArn);
    if (accounts === undefined) this.#accountsWith.set(policyArn, new Set([accountId]));
    else accounts.add(accountId);
    return this.managed.get(policyArn) ?? null;
  }

  private async textsOf(wanted: readonly Wanted[]): Promise<ReadonlyMap<string, string>> {
    const hashes = [...new Set(wanted.flatMap(({ hash }) => hash ?? []))];
    if (hashes.length === 0) return new Map();
    const rows = await this.database.query<{ hash: string; text: string }>(TEXTS_SQL, [hashes]);
    return new Map(rows.map(({ hash, text }) => [hash, text]));
  }

  private documentOf({ kind, hash }: Wanted, texts: ReadonlyMap<string, string>): IndexedDocument {
    const id = keyOf({ kind, hash });
    const text = hash === null ? undefined : texts.get(hash);
    // A policy whose text is not known may deny anything, and grants nothing.
    return { id, read: () => (text === undefined ? compilePolicy(undefined, { id, kind }) : { kind, text }) };
  }
}

/** That of an identity policy is the hash that people's names for it are found by. */
function keyOf({ kind, hash }: Wanted): string {
  const name = hash ?? 'unread';
  return kind === 'identity' ? name : `${kind}:${name}`;
}
