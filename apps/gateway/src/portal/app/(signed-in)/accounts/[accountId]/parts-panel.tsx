'use client';
import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import type { TableProps } from '@cloudscape-design/components/table';
import { FreshnessText } from '../../../../components/lists/freshness-text';
import { ResponsiveTable } from '../../../../components/lists/responsive-table';
import { RelativeTime } from '../../../../components/text/relative-time';
import type { AccountPicture } from '../../../../gateway-api/gateway-api';
import { byTrouble } from './progress.rules';

type Part = AccountPicture['collectors'][number];

const columns: readonly TableProps.ColumnDefinition<Part>[] = [
  { id: 'what', header: 'What', isRowHeader: true, minWidth: 220, cell: ({ summary }) => summary },
  {
    id: 'freshness',
    header: 'Freshness',
    minWidth: 240,
    cell: ({ freshness }) => <FreshnessText freshness={freshness} />,
  },
  { id: 'good', header: 'Last good', minWidth: 130, cell: (part) => <When time={part.freshness.refreshedAt} /> },
  { id: 'tried', header: 'Last tried', minWidth: 130, cell: (part) => <When time={part.freshness.attemptedAt} /> },
];

/** How fresh each part of the picture is: one that fails leaves the others as they are. */
export function PartsPanel({ picture: { account, collectors } }: { picture: AccountPicture }) {
  const failed = collectors.filter(({ freshness }) => freshness.state === 'failed').length;
  return (
    <ResponsiveTable
      label={`Parts of the picture of ${account.name}`}
      header={
        <Header
          variant="h2"
          counter={`(${collectors.length})`}
          description={
            failed === 0
              ? 'Each part is read by itself; one that fails leaves the others fresh.'
              : `${failed} of ${collectors.length} could not be read last time. What they last saw is kept, the others are not touched.`
          }
        >
          Freshness of each part
        </Header>
      }
      rows={[...collectors].sort(byTrouble)}
      rowKey={({ collectorId }) => collectorId}
      columns={columns}
      loading={false}
      loadingText=""
      filter={null}
      pagination={null}
      empty={<Box textAlign="center">Nothing has been read of it yet.</Box>}
    />
  );
}

function When({ time }: { time: string | null }) {
  return time === null ? <>Never</> : <RelativeTime time={time} />;
}
