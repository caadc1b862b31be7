'use client';
import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { TableProps } from '@cloudscape-design/components/table';
import type { Account } from '@gatehouse/contracts';
import { AccountCell } from '../../../components/lists/account-cell';
import { FreshnessText } from '../../../components/lists/freshness-text';
import { resourcePageHref } from '../../../components/resources/resource-href.rules';
import { typeInWords } from '../../../components/resources/resource-type.rules';
import { TagList } from '../../../components/roles/tag-list';
import { useFollow } from '../../../components/shell/use-follow';
import { RelativeTime } from '../../../components/text/relative-time';
import type { ResourceRow } from '../../../gateway-api/resources-api';

type Column = TableProps.ColumnDefinition<ResourceRow>;

/** The columns; how fresh a row is, is how fresh its account is. */
export function resourceColumns(accounts: readonly Account[]): Column[] {
  const freshness = new Map(accounts.map((account) => [account.accountId, account.freshness]));
  return [
    { id: 'name', header: 'Name', isRowHeader: true, minWidth: 225, cell: (row) => <Name row={row} /> },
    {
      id: 'account',
      header: 'Account',
      minWidth: 190,
      cell: (row) => <AccountCell row={row} />,
    },
    { id: 'owner', header: 'Owner', minWidth: 105, cell: ({ owner }) => owner ?? '–' },
    { id: 'signals', header: 'To note', minWidth: 100, cell: (row) => <Signals row={row} /> },
    { id: 'tags', header: 'Tags', minWidth: 210, cell: ({ tags }) => <TagList tags={tags} /> },
    { id: 'changed', header: 'Changed', minWidth: 130, cell: ({ changedAt }) => <RelativeTime time={changedAt} /> },
    {
      id: 'freshness',
      header: 'Freshness',
      minWidth: 150,
      cell: ({ accountId }) => {
        const known = freshness.get(accountId);
        return known === undefined ? '–' : <FreshnessText freshness={known} />;
      },
    },
  ];
}

function Name({ row }: { row: ResourceRow }) {
  const follow = useFollow();
  return (
    <>
      <Link href={resourcePageHref(row.arn)} onFollow={follow}>
        <span className="value">{row.name}</span>
      </Link>
      <Box variant="small" color="text-body-secondary" display="block">
        <span title={row.resourceType}>{typeInWords(row.resourceType)}</span> ·{' '}
        <span className="one-line">{row.region}</span>
      </Box>
    </>
  );
}

function Signals({ row }: { row: ResourceRow }) {
  const follow = useFollow();
  const { denialCount, isPublic, lastUsedAt } = row;
  if (denialCount === 0 && isPublic !== true && lastUsedAt === null) return '–';
  return (
    <>
      {isPublic === true && (
        <div>
          <Badge color="red">Public</Badge>
        </div>
      )}
      {denialCount > 0 && (
        <Link href={resourcePageHref(row.arn, 'denials')} onFollow={follow}>
          <StatusIndicator type="warning">
            {denialCount.toLocaleString()} {denialCount === 1 ? 'denial' : 'denials'}
          </StatusIndicator>
        </Link>
      )}
      {lastUsedAt !== null && (
        <Box variant="small" color="text-body-secondary" display="block">
          used <RelativeTime time={lastUsedAt} />
        </Box>
      )}
    </>
  );
}
