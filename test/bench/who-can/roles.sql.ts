/** Distinct inline documents; one in fifty lets read the reports. */
export const DOCUMENTS = 300;
const MANAGED = 50;
const ACCOUNTS = 1_000;

const documentSql = (
  number: string,
  bucket: string,
) => `jsonb_build_object('Version', '2012-10-17', 'Statement', jsonb_build_array(
  jsonb_build_object('Effect', 'Allow', 'Action', '["s3:GetObject", "s3:ListBucket"]'::jsonb,
    'Resource', 'arn:aws:s3:::' || ${bucket} || '/*'),
  jsonb_build_object('Effect', 'Allow', 'Action', 'sqs:*', 'Resource', 'arn:aws:sqs:*:*:q-' || ${number} || '-*'),
  jsonb_build_object('Effect', 'Allow', 'Action', 'logs:*', 'Resource', '*',
    'Condition', '{"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}'::jsonb)))::text`;

/** Documents, managed policies of AWS, and an organization whose accounts have two levels of SCPs; so many roles. */
export const STATEMENTS: readonly string[] = [
  `INSERT INTO documents (hash, text)
   SELECT sha256(convert_to('inline ' || i, 'UTF8')), ${documentSql('i', `CASE WHEN i % 50 = 0 THEN 'reports' ELSE 'bucket-' || i END`)}
   FROM generate_series(0, ${DOCUMENTS - 1}) AS i
   UNION ALL
   SELECT sha256(convert_to('managed ' || i, 'UTF8')), ${documentSql(`'m' || i`, `'shared-' || i`)}
   FROM generate_series(0, ${MANAGED - 1}) AS i`,
  `INSERT INTO resources (arn, account_id, resource_type, name, path, tags, settings, parts, content_hash, revision,
     first_seen_at, changed_at)
   SELECT 'arn:aws:iam::aws:policy/Bench' || i, 'aws', 'AWS::IAM::Policy', 'Bench' || i, '/', '{}', '{}',
     jsonb_build_object('document', encode(sha256(convert_to('managed ' || i, 'UTF8')), 'hex'), 'inline', '[]'::jsonb,
       'attached', '[]'::jsonb, 'boundary', NULL), '\\x00', 1, now(), now()
   FROM generate_series(0, ${MANAGED - 1}) AS i`,
  `INSERT INTO accounts (account_id, source_id, name, status, organization_id, ou_path, partition, first_seen_at, changed_at)
   SELECT (100000000000 + i)::text, 'bench', 'account-' || i, 'active', 'o-bench', 'Root', 'aws', now(), now()
   FROM generate_series(0, ${ACCOUNTS - 1}) AS i`,
  `INSERT INTO organizations (source_id, management_account_id, organization_id, attempted_at)
   VALUES ('bench', '999999999999', 'o-bench', now())`,
  `INSERT INTO organization_nodes (organization_id, node_id, parent_id, kind, name, arn, path, revision, first_seen_at, changed_at)
   SELECT 'o-bench', (100000000000 + i)::text, 'r-bench', 'account', 'account-' || i, 'arn:aws:organizations::1:account/x',
     ARRAY['r-bench', (100000000000 + i)::text], 1, now(), now()
   FROM generate_series(0, ${ACCOUNTS - 1}) AS i`,
  `INSERT INTO guardrails (organization_id, policy_id, arn, name, description, kind, is_aws_managed, document, attached_to,
     revision, first_seen_at, changed_at)
   SELECT 'o-bench', 'p-FullAWSAccess', 'arn:aws:organizations::aws:policy/x', 'FullAWSAccess', '', 'service-control-policy',
     true, '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}',
     ARRAY['r-bench'] || array_agg((100000000000 + i)::text), 1, now(), now()
   FROM generate_series(0, ${ACCOUNTS - 1}) AS i`,
];

/** Roles from the first number on, up to before the second, each with an inline and a managed policy. */
export const ROLES_SQL = `
  INSERT INTO resources (arn, account_id, resource_type, name, path, tags, settings, parts, content_hash, revision,
    first_seen_at, changed_at)
  SELECT 'arn:aws:iam::' || (100000000000 + i % ${ACCOUNTS}) || ':role/teams/t' || i % 97 || '/role-' || i,
    (100000000000 + i % ${ACCOUNTS})::text, 'AWS::IAM::Role', 'role-' || i, '/teams/', '{}', '{}',
    jsonb_build_object(
      'document', NULL,
      'inline', jsonb_build_array(jsonb_build_object('name', 'app',
        'hash', encode(sha256(convert_to('inline ' || i % ${DOCUMENTS} * 7919 % ${DOCUMENTS}, 'UTF8')), 'hex'))),
      'attached', jsonb_build_array(jsonb_build_object('name', 'Bench' || i % ${MANAGED},
        'arn', 'arn:aws:iam::aws:policy/Bench' || i % ${MANAGED})),
      'boundary', CASE WHEN i % 5 = 0 THEN 'arn:aws:iam::aws:policy/Bench' || i % ${MANAGED} END),
    '\\x00', 1, now() - interval '1 hour', now() - interval '1 hour'
  FROM generate_series($1::integer, $2::integer - 1) AS i`;
