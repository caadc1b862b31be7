'use client';
import Box from '@cloudscape-design/components/box';
import Select from '@cloudscape-design/components/select';
import type { TableProps } from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import type { ServiceUse } from '@gatehouse/contracts';
import { useState, type ReactNode } from 'react';
import type { ServiceUsage } from '../../gateway-api/resources-api';
import { PageTurner } from '../lists/page-turner';
import { ResponsiveTable } from '../lists/responsive-table';
import { RelativeTime } from '../text/relative-time';
import { useNow } from '../text/use-now';
import { servicesIn, USAGE_VIEWS, type UsageView } from './service-usage.rules';

const PAGE_SIZE = 20;

const columns: readonly TableProps.ColumnDefinition<ServiceUse>[] = [
  {
    id: 'service',
    header: 'Service',
    isRowHeader: true,
    minWidth: 220,
    cell: ({ service, serviceName }) => (
      <>
        {serviceName} <code>{service}</code>
      </>
    ),
  },
  {
    id: 'used',
    header: 'Last used',
    minWidth: 150,
    cell: ({ lastUsedAt }) =>
      lastUsedAt === null ? 'Never, as far back as IAM looks' : <RelativeTime time={lastUsedAt} />,
  },
  { id: 'region', header: 'Region', minWidth: 120, cell: ({ region }) => region ?? '–' },
];

/** The services, latest use first; with a choice of those that were not used for long. */
export function ServiceUsageTable({ usage: { services }, header }: { usage: ServiceUsage; header: ReactNode }) {
  const [view, setView] = useState<UsageView>('all');
  const [search, setSearch] = useState('');
  const [wanted, goTo] = useState(1);
  const found = servicesIn(services, { view, search }, useNow(60_000));
  const pagesCount = Math.max(1, Math.ceil(found.length / PAGE_SIZE));
  const page = Math.min(wanted, pagesCount);
  return (
    <ResponsiveTable
      label="Services it used"
      header={header}
      rows={found.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)}
      rowKey={({ service }) => service}
      columns={columns}
      loading={false}
      loadingText=""
      filter={
        <div className="list-filters">
          <div className="list-filters-text">
            <TextFilter
              filteringText={search}
              filteringPlaceholder="Find a service"
              filteringAriaLabel="Find a service it may call"
              onChange={({ detail }) => setSearch(detail.filteringText)}
            />
          </div>
          <Select
            selectedOption={USAGE_VIEWS.find(({ value }) => value === view) ?? USAGE_VIEWS[0]}
            options={USAGE_VIEWS}
            ariaLabel="Which services to show"
            expandToViewport
            onChange={({ detail }) => setView((detail.selectedOption.value ?? 'all') as UsageView)}
          />
        </div>
      }
      pagination={<PageTurner of="services it used" page={page} pagesCount={pagesCount} onTurn={goTo} />}
      empty={<Box textAlign="center">No service is like that.</Box>}
    />
  );
}
