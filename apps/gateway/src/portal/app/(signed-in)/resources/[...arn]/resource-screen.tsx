'use client';
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import ContentLayout from '@cloudscape-design/components/content-layout';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Tabs from '@cloudscape-design/components/tabs';
import dynamic from 'next/dynamic';
import type { ComponentType } from 'react';
import { useAddress } from '../../../../components/lists/use-address';
import { ProblemAlert } from '../../../../components/shell/problem-alert';
import { useFollow } from '../../../../components/shell/use-follow';
import { resourcesApi, type ResourceDetails } from '../../../../gateway-api/resources-api';
import { useReply } from '../../../../gateway-api/use-reply';
import { OverviewTab } from './overview-tab';
import { ResourceHeader } from './resource-header';
import { tabOf, tabsFor, type TabId } from './tabs.rules';

interface TabProps {
  readonly resource: ResourceDetails;
}

const loading = () => <StatusIndicator type="loading">Loading</StatusIndicator>;
const CONTENTS: Readonly<Record<TabId, ComponentType<TabProps>>> = {
  overview: OverviewTab,
  policies: dynamic(() => import('./policies-tab'), { ssr: false, loading }),
  uses: dynamic(() => import('./uses-tab'), { ssr: false, loading }),
  access: dynamic(() => import('./access-tab'), { ssr: false, loading }),
  usage: dynamic(() => import('./usage-tab'), { ssr: false, loading }),
  tags: dynamic(() => import('./tags-tab'), { ssr: false, loading }),
  denials: dynamic(() => import('./denials-tab'), { ssr: false, loading }),
  history: dynamic(() => import('./history-tab'), { ssr: false, loading }),
  raw: dynamic(() => import('./raw-tab'), { ssr: false, loading }),
};

/** Everything about one resource. The tab is in the address; each is loaded when it is looked at. */
export function ResourceScreen({ arn }: { arn: string }) {
  const { data, problem, reload } = useReply(`resource ${arn}`, (signal) => resourcesApi.find(arn, signal));
  if (data === undefined) {
    return (
      <SpaceBetween size="s">
        <Trail name={arn} />
        {problem ? <ProblemAlert problem={problem} onRetry={reload} /> : loading()}
      </SpaceBetween>
    );
  }
  return (
    <SpaceBetween size="s">
      <Trail name={data.resource.name} />
      <ContentLayout header={<ResourceHeader resource={data.resource} onRefreshed={reload} />}>
        <ResourceTabs key={arn} resource={data.resource} />
      </ContentLayout>
    </SpaceBetween>
  );
}

function ResourceTabs({ resource }: TabProps) {
  const [parameters, setParameters] = useAddress();
  const active = tabOf(parameters.get('tab'), resource.resourceType);
  return (
    <Tabs
      ariaLabel="About this resource"
      activeTabId={active}
      onChange={({ detail }) => setParameters(detail.activeTabId === 'overview' ? [] : [['tab', detail.activeTabId]])}
      tabs={tabsFor(resource.resourceType).map(({ id, label }) => {
        const Content = CONTENTS[id];
        const count = countOf(id, resource);
        return {
          id,
          label: count === undefined ? label : `${label} (${count})`,
          content: id === active ? <Content resource={resource} /> : null,
        };
      })}
    />
  );
}

function countOf(tab: TabId, { documents, tags, denialCount }: ResourceDetails): number | undefined {
  switch (tab) {
    case 'policies':
      return documents.length;
    case 'tags':
      return Object.keys(tags).length;
    case 'denials':
      return denialCount;
    default:
      return undefined;
  }
}

function Trail({ name }: { name: string }) {
  const follow = useFollow();
  const items = [
    { text: 'All resources', href: '/resources' },
    { text: name, href: '' },
  ];
  return <BreadcrumbGroup items={items} onFollow={follow} ariaLabel="Where you are" />;
}
