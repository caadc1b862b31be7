/** The points of the trees on the ways down to accounts, these included; `accounts` is the parameter that holds their ids. */
export const SEEN_NODES_SQL = (accounts: `$${number}`) => `
  SELECT unnest(s.path) FROM organization_nodes s
  WHERE s.kind = 'account' AND s.deleted_at IS NULL AND s.node_id = ANY(${accounts}::text[])`;
