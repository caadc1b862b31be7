import { Injectable } from '@nestjs/common';
import { Database } from '@gatehouse/persistence';
import { RESOURCE_TYPES } from './observed-resource.js';
import { hashesIn, policyArnsIn, type DocumentTexts } from './resource-documents.rules.js';
import type { ResourceParts } from './resource-parts.js';

/** A state whose documents are wanted. */
export interface StateOfResource {
  readonly parts: ResourceParts;
  /** Managed policies are shown as they were then; null for as they are now. */
  readonly asOf: Date | null;
}

const BY_HASH_SQL = `
  SELECT encode(hash, 'hex') AS key, text FROM documents
  WHERE hash IN (SELECT decode(wanted, 'hex') FROM unnest($1::text[]) AS wanted)`;

const POLICIES_NOW_SQL = `
  SELECT arn AS key, text FROM resources JOIN documents ON hash = decode(parts->>'document', 'hex')
  WHERE arn = ANY($1::text[]) AND resource_type = '${RESOURCE_TYPES.managedPolicy}'`;

const POLICIES_THEN_SQL = `
  SELECT wanted.arn AS key, text FROM unnest($1::text[]) AS wanted (arn)
  CROSS JOIN LATERAL (
    SELECT parts FROM resource_versions v WHERE v.arn = wanted.arn AND seen_at <= $2 ORDER BY revision DESC LIMIT 1) AS v
  JOIN documents ON hash = decode(v.parts->>'document', 'hex')`;

/** Texts of the documents that resources refer to. */
@Injectable()
export class DocumentTextsQuery {
  constructor(private readonly database: Database) {}

  async of({ parts, asOf }: StateOfResource): Promise<DocumentTexts> {
    const policies = policyArnsIn(parts);
    const [byHash, byPolicy] = await Promise.all([
      this.texts(BY_HASH_SQL, [hashesIn(parts)]),
      asOf === null ? this.texts(POLICIES_NOW_SQL, [policies]) : this.texts(POLICIES_THEN_SQL, [policies, asOf]),
    ]);
    return { byHash, byPolicy };
  }

  private async texts(sql: string, [wanted, ...more]: [readonly string[], ...unknown[]]): Promise<Map<string, string>> {
    if (wanted.length === 0) return new Map();
    const rows = await this.database.query<{ key: string; text: string }>(sql, [wanted, ...more]);
    return new Map(rows.map(({ key, text }) => [key, text]));
  }
}
