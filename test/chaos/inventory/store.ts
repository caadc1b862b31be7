import type { Client } from 'pg';
import type { Compared, ComparedResource } from './compared-resource.js';

const TYPES = [
  'AWS::IAM::Role',
  'AWS::IAM::User',
  'AWS::IAM::Group',
  'AWS::IAM::Policy',
  'AWS::IAM::InstanceProfile',
  'AWS::S3::Bucket',
  'AWS::SQS::Queue',
  'AWS::SNS::Topic',
  'AWS::KMS::Key',
  'AWS::SecretsManager::Secret',
  'AWS::Lambda::Function',
];

interface StoredRow {
  readonly arn: string;
  readonly tags: Record<string, string>;
  readonly document: string | null;
  readonly inline: string[];
  readonly attached: string[];
  readonly boundary: string | null;
  readonly groups: string[];
}

const STORED_SQL = `
  SELECT arn, tags, parts->>'boundary' AS boundary,
    (SELECT text FROM inventory.documents WHERE hash = decode(parts->>'document', 'hex')) AS document,
    ARRAY(SELECT (one->>'name') || ': ' || coalesce(text, 'MISSING')
          FROM jsonb_array_elements(parts->'inline') AS one
          LEFT JOIN inventory.documents ON hash = decode(one->>'hash', 'hex')) AS inline,
    ARRAY(SELECT one->>'arn' FROM jsonb_array_elements(parts->'attached') AS one) AS attached,
    ARRAY(SELECT jsonb_array_elements_text(coalesce(parts->'groups', '[]'))) AS groups
  FROM inventory.resources WHERE account_id = $1 AND resource_type = ANY($2) AND deleted_at IS NULL`;

/** Under which account the store has what belongs to AWS itself. */
export const AWS_OWNED = 'aws';

/** What the store says is in an account, of the types that are compared. */
export async function storedOf(client: Client, accountId: string): Promise<Compared> {
  const { rows } = await client.query<StoredRow>(STORED_SQL, [accountId, TYPES]);
  return new Map(
    rows.map(({ arn, inline, attached, groups, ...rest }) => {
      return [arn, { ...rest, inline: inline.sort(), attached: attached.sort(), groups: groups.sort() }];
    }),
  );
}

/** Each way in which the two differ, as a sentence. */
export function differences(truth: Compared, stored: Compared): string[] {
  const missing = [...truth.keys()].filter((arn) => !stored.has(arn)).map((arn) => `${arn} is not in the store`);
  const tooMany = [...stored.keys()].filter((arn) => !truth.has(arn)).map((arn) => `${arn} is in the store only`);
  const different = [...truth].flatMap(([arn, one]) => {
    const other = stored.get(arn);
    return other === undefined || textOf(one) === textOf(other)
      ? []
      : [`${arn} is ${textOf(one)} and stored as ${textOf(other)}`];
  });
  return [...missing, ...tooMany, ...different];
}

function textOf({ tags, document, inline, attached, boundary, groups }: ComparedResource): string {
  const sorted = Object.entries(tags).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([sorted, document, inline, attached, boundary, groups]);
}

const BROKEN_SQL = `
  WITH placed AS (
    SELECT arn, revision, change, tags, settings, parts,
      lag(revision, 1, 0) OVER w AS previous_revision, lag(change) OVER w AS previous_change,
      lag(tags) OVER w AS previous_tags, lag(settings) OVER w AS previous_settings, lag(parts) OVER w AS previous_parts
    FROM inventory.resource_versions WINDOW w AS (PARTITION BY arn ORDER BY revision))
  SELECT arn || ': revision ' || revision || ' follows ' || previous_revision AS problem FROM placed
    WHERE revision <> previous_revision + 1
  UNION ALL SELECT arn || ': revision ' || revision || ' (' || change || ') is the one before again' FROM placed
    WHERE previous_change <> 'deleted' AND change <> 'deleted'
      AND (tags, settings, parts) = (previous_tags, previous_settings, previous_parts)
  UNION ALL SELECT arn || ': revision ' || revision || ' was ' || change || ' after ' || coalesce(previous_change, 'nothing')
    FROM placed WHERE (change = 'created') <> (coalesce(previous_change, 'deleted') = 'deleted')
  UNION ALL SELECT arn || ': revision ' || r.revision || ' is not its last version'
    FROM inventory.resources r LEFT JOIN inventory.resource_versions v USING (arn, revision)
    WHERE v.arn IS NULL OR (v.change = 'deleted') <> (r.deleted_at IS NOT NULL)
      OR (r.tags, r.settings, r.parts) <> (v.tags, v.settings, v.parts)`;

/** Each version that is lost, doubled, or follows on nothing, as a sentence. */
export async function brokenVersions(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ problem: string }>(BROKEN_SQL);
  return rows.map(({ problem }) => problem);
}
