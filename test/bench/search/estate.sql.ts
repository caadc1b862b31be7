/** Words that names of teams, systems and things are made of; different lengths, some inside others. */
const TEAMS = `payments billing ledger checkout search catalogue pricing identity platform observability risk fraud
  customer loyalty marketing email notifications messaging logistics warehouse shipping returns inventory procurement
  finance treasury tax compliance security network storage compute data analytics science reporting experiments media
  video images audio documents translation support chat voice mobile web partner affiliate onboarding growth ads
  attribution legal people recruiting facilities travel expenses research sandbox`;
const SYSTEMS = `api worker scheduler importer exporter gateway indexer consumer producer webhook archiver replicator
  transformer validator dispatcher collector aggregator renderer resizer crawler mailer biller reconciler settler
  matcher scorer trainer predictor cleaner migrator backup restore audit metrics traces logs alerts cache session
  token vault registry builder deployer runner proxy router balancer limiter`;
const THINGS = `events jobs orders invoices refunds users sessions uploads exports snapshots models features reports
  metrics alerts secrets keys tokens configs artifacts images thumbnails transcripts tickets messages`;

/** SQL that picks the word of a number, e.g. of a hash. */
function pick(text: string, number: string): string {
  const words = text.trim().split(/\s+/);
  return `('{${words.join(',')}}'::text[])[1 + abs(${number}) % ${words.length}]`;
}

/** Accounts are named after a team and a stage, and lie in the OU of their stage. */
export const ACCOUNTS_SQL = `
  INSERT INTO accounts (account_id, name, status, source_id, organization_id, ou_path, partition, first_seen_at, changed_at)
  SELECT (100000000000 + i * 7919)::text,
    ${pick(TEAMS, 'i')} || '-' || (ARRAY['production', 'staging', 'development', 'sandbox'])[1 + i / 60 % 4] || '-' || i,
    'active', 'bench', 'o-bench',
    'Root/Workloads/' || (ARRAY['Production', 'Staging', 'Development', 'Sandbox'])[1 + i / 60 % 4] || '/' || initcap(${pick(TEAMS, 'i')}),
    'aws', now(), now()
  FROM generate_series(0, $1::integer - 1) AS i`;

/**
 * So many resources from the given number on, spread over accounts, regions and types as estates have them. OFFSET keeps
 * Postgres from working out a column anew wherever another one is made of it, which takes several times as long.
 */
export const RESOURCES_SQL = `
  INSERT INTO resources (arn, account_id, resource_type, name, path, region, owner, is_public, tags, settings, parts,
    content_hash, revision, first_seen_at, changed_at)
  SELECT
    'arn:aws:' || service || ':' || CASE WHEN region = 'global' OR service = 's3' THEN '' ELSE region END || ':'
      || CASE WHEN service = 's3' THEN '' ELSE account_id END || ':' || prefix || name,
    account_id, type, name, '/', region, owner,
    CASE WHEN service IN ('s3', 'sqs', 'sns', 'kms', 'lambda', 'secretsmanager') THEN hashint4(i) % 500 = 0 END,
    jsonb_build_object('team', team, 'stage', stage, 'cost-centre', 'cc-' || abs(hashint4(i + 7)) % 400)
      || CASE WHEN owner IS NULL THEN '{}' ELSE jsonb_build_object('gatehouse-owner', owner) END,
    jsonb_build_object('createdAt', to_char(now() - abs(hashint4(i + 5)) % 1500 * interval '1 day', 'YYYY-MM-DD"T00:00:00.000Z"')),
    '{"document": null, "inline": [], "attached": [], "boundary": null}', decode(md5(i::text), 'hex'), 1 + i % 9,
    now() - interval '400 days', date_trunc('milliseconds', now() - abs(hashint8(i + 3)) % 34560000 * interval '1 second')
  FROM (
    SELECT i, account_id, team, stage, kind[1] AS service, kind[2] AS type, kind[3] AS prefix,
      CASE WHEN kind[4] = 'global' THEN 'global' ELSE (ARRAY['eu-west-1', 'us-east-1', 'us-west-2', 'eu-central-1', 'ap-southeast-2'])[1 + least(abs(hashint4(i + 11)) % 9, 4)] END AS region,
      team || '-' || ${pick(SYSTEMS, 'hashint4(i + 1)')} || '-' || ${pick(THINGS, 'hashint4(i + 2)')}
        || '-' || to_hex(i) AS name,
      CASE WHEN abs(hashint4(i + 4)) % 10 < 7 THEN team || '-' || (ARRAY['leads', 'engineers', 'operations'])[1 + abs(hashint4(i + 6)) % 3] || '@example.com' END AS owner
    FROM (
      SELECT i, account_id, stage,
        CASE WHEN abs(hashint4(i + 8)) % 4 = 0 THEN ${pick(TEAMS, 'hashint4(i + 9)')} ELSE account_team END AS team,
        CASE
          WHEN share < 20 THEN ARRAY['iam', 'AWS::IAM::Role', 'role/', 'global']
          WHEN share < 28 THEN ARRAY['iam', 'AWS::IAM::Policy', 'policy/', 'global']
          WHEN share < 30 THEN ARRAY['iam', 'AWS::IAM::User', 'user/', 'global']
          WHEN share < 40 THEN ARRAY['s3', 'AWS::S3::Bucket', '', '']
          WHEN share < 50 THEN ARRAY['sqs', 'AWS::SQS::Queue', '', '']
          WHEN share < 57 THEN ARRAY['sns', 'AWS::SNS::Topic', '', '']
          WHEN share < 72 THEN ARRAY['lambda', 'AWS::Lambda::Function', 'function:', '']
          WHEN share < 77 THEN ARRAY['secretsmanager', 'AWS::SecretsManager::Secret', 'secret:', '']
          WHEN share < 82 THEN ARRAY['kms', 'AWS::KMS::Key', 'key/', '']
          WHEN share < 92 THEN ARRAY['logs', 'AWS::Logs::LogGroup', 'log-group:/aws/', '']
          WHEN share < 97 THEN ARRAY['dynamodb', 'AWS::DynamoDB::Table', 'table/', '']
          ELSE ARRAY['ec2', 'AWS::EC2::Instance', 'instance/', '']
        END AS kind
      FROM (
        SELECT i, account_id, split_part(name, '-', 1) AS account_team, split_part(name, '-', 2) AS stage,
          abs(hashint4(i + 10)) % 100 AS share
        FROM generate_series($1::integer, $2::integer) AS i
          JOIN (SELECT account_id, name, row_number() OVER (ORDER BY account_id) - 1 AS number FROM accounts) AS a
            ON a.number = i / 50 % (SELECT count(*) FROM accounts)
        OFFSET 0
      ) AS shares
      OFFSET 0
    ) AS kinds
    OFFSET 0
  ) AS named
  ON CONFLICT DO NOTHING`;

/** A third of the roles and users was never used, the others within two years. */
export const USAGE_SQL = `
  INSERT INTO principal_usage (arn, last_used_at, last_used_region)
  SELECT arn, now() - abs(hashtext(arn)) % 730 * interval '1 day', 'eu-west-1' FROM resources
  WHERE resource_type IN ('AWS::IAM::Role', 'AWS::IAM::User') AND abs(hashtext(arn || 'x')) % 3 > 0`;
