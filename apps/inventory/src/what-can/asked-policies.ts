import { Injectable } from '@nestjs/common';
import { Database } from '@gatehouse/persistence';
import { RESOURCE_TYPES } from '../resource/observed-resource.js';

/** The texts of everything that says what a principal can do; null for one that is attached and was never read. */
export interface PrincipalTexts {
  readonly accountId: string;
  readonly identity: readonly (string | null)[];
  readonly boundary: { readonly name: string; readonly text: string | null } | null;
}

interface TextRow extends Record<string, unknown> {
  readonly accountId: string;
  readonly kind: 'identity' | 'boundary' | 'none';
  readonly name: string;
  readonly text: string | null;
}

/** Its own policies and those of its groups: inline ones by hash, managed ones by ARN. */
const SQL = `
  WITH principal AS (
    SELECT arn, account_id, parts FROM resources
    WHERE arn = $1 AND resource_type = ANY($2::text[]) AND deleted_at IS NULL),
  holder AS (
    SELECT parts FROM principal
    UNION ALL
    SELECT g.parts FROM principal p JOIN resources g ON g.account_id = p.account_id AND g.resource_type = $3
      AND g.deleted_at IS NULL AND g.name IN (SELECT jsonb_array_elements_text(p.parts->'groups'))),
  named AS (
    SELECT 'identity' AS kind, i->>'name' AS name, decode(i->>'hash', 'hex') AS hash
    FROM holder, jsonb_array_elements(parts->'inline') AS i
    UNION ALL
    SELECT 'identity', a->>'name', (SELECT decode(m.parts->>'document', 'hex') FROM resources m
      WHERE m.arn = a->>'arn' AND m.deleted_at IS NULL)
    FROM holder, jsonb_array_elements(parts->'attached') AS a
    UNION ALL
    SELECT 'boundary', parts->>'boundary', (SELECT decode(m.parts->>'document', 'hex') FROM resources m
      WHERE m.arn = p.parts->>'boundary' AND m.deleted_at IS NULL)
    FROM principal p WHERE parts->>'boundary' IS NOT NULL
    UNION ALL
    SELECT 'none', '', NULL)
  SELECT account_id AS "accountId", kind, name, d.text
  FROM principal, named LEFT JOIN documents d USING (hash)`;

/** Reads the policies of one principal. */
@Injectable()
export class AskedPolicies {
  constructor(private readonly database: Database) {}

  /** Null for what is no role or user that is there. */
  async find(arn: string): Promise<PrincipalTexts | null> {
    const types = [RESOURCE_TYPES.role, RESOURCE_TYPES.user];
    const rows = await this.database.query<TextRow>(SQL, [arn, types, RESOURCE_TYPES.group]);
    const [first] = rows;
    if (first === undefined) return null;
    const boundary = rows.find(({ kind }) => kind === 'boundary');
    return {
      accountId: first.accountId,
      identity: rows.filter(({ kind }) => kind === 'identity').map(({ text }) => text),
      boundary: boundary === undefined ? null : { name: boundary.name, text: boundary.text },
    };
  }
}
