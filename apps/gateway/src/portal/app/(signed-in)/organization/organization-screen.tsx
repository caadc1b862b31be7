'use client';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { useAddress } from '../../../components/lists/use-address';
import { VisibilityNote } from '../../../components/visibility/visibility';
import { GuardrailList } from './guardrail-list';
import { OrganizationTree } from './organization-tree';

/** The organizations: units and accounts with what limits them, and every guardrail with where it is attached. */
export function OrganizationScreen() {
  const [parameters, setParameters] = useAddress();
  const tab = parameters.get('tab') === 'guardrails' ? 'guardrails' : 'tree';
  return (
    <SpaceBetween size="l">
      <Header
        variant="h1"
        description="The units and accounts of the organizations, and the service and resource control policies that limit them."
      >
        Organization
      </Header>
      <VisibilityNote />
      <Tabs
        ariaLabel="Organization"
        activeTabId={tab}
        onChange={({ detail }) => setParameters(detail.activeTabId === 'tree' ? [] : [['tab', detail.activeTabId]])}
        tabs={[
          { id: 'tree', label: 'Units and accounts', content: tab === 'tree' && <OrganizationTree /> },
          { id: 'guardrails', label: 'Guardrails', content: tab === 'guardrails' && <GuardrailList /> },
        ]}
      />
    </SpaceBetween>
  );
}
