import { sqlMigration } from '@gatehouse/persistence';

/** Who has which managed policy, the other way round than it stands with roles, users and groups. */
export const policyUses = sqlMigration(
  '0013-policy-uses',
  `
  CREATE TABLE policy_uses (
    policy_arn text COLLATE "C" NOT NULL,
    account_id text COLLATE "C" NOT NULL,
    arn text COLLATE "C" NOT NULL,
    is_attached boolean NOT NULL,
    is_boundary boolean NOT NULL,
    PRIMARY KEY (policy_arn, account_id, arn)
  );
  COMMENT ON TABLE policy_uses IS
    'Roles, users and groups by the managed policies that are attached to them or are their boundary.';

  INSERT INTO policy_uses (policy_arn, account_id, arn, is_attached, is_boundary)
  SELECT policy_arn, account_id, arn, bool_or(part = 'attached'), bool_or(part = 'boundary')
  FROM resources, LATERAL (
    SELECT a->>'arn' AS policy_arn, 'attached' AS part FROM jsonb_array_elements(parts->'attached') AS a
    UNION ALL SELECT parts->>'boundary', 'boundary' WHERE parts->>'boundary' IS NOT NULL) AS p
  WHERE deleted_at IS NULL
  GROUP BY policy_arn, account_id, arn;
  `,
  `
  DROP TABLE policy_uses;
  `,
);
