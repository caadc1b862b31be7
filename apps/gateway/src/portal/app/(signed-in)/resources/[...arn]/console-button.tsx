'use client';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import { useRoleActions } from '../../../../components/roles/role-actions';
import { gatewayApi } from '../../../../gateway-api/gateway-api';
import type { ResourceDetails } from '../../../../gateway-api/resources-api';
import { useReply } from '../../../../gateway-api/use-reply';

const MOST_ROLES = 50;

/** Its page in the AWS console, signed in as a role that the person may use in its account. */
export function ConsoleButton({ resource: { accountId, consoleUrl, deletedAt } }: { resource: ResourceDetails }) {
  const isThere = consoleUrl !== null && deletedAt === null;
  const { data } = useReply(isThere ? `console roles ${accountId}` : null, (signal) =>
    gatewayApi.roles({ limit: MOST_ROLES, accountId, includeCliOnly: false }, signal),
  );
  const { openConsole, busy } = useRoleActions();
  if (!isThere || data === undefined) return null;
  const roles = data.items;
  const [only] = roles;
  if (only === undefined) {
    return (
      <Button iconName="external" iconAlign="right" href={consoleUrl} target="_blank" rel="noopener noreferrer">
        In the AWS console
      </Button>
    );
  }
  if (roles.length === 1) {
    return (
      <Button
        iconName="external"
        iconAlign="right"
        loading={busy.has(`console ${only.roleArn}`)}
        ariaLabel={`In the AWS console, as ${only.roleName}`}
        onClick={() => openConsole(only, consoleUrl)}
      >
        In the AWS console
      </Button>
    );
  }
  return (
    <ButtonDropdown
      loading={roles.some(({ roleArn }) => busy.has(`console ${roleArn}`))}
      items={roles.map(({ roleArn, roleName }) => ({ id: roleArn, text: `As ${roleName}` }))}
      onItemClick={({ detail }) => {
        const role = roles.find(({ roleArn }) => roleArn === detail.id);
        if (role) openConsole(role, consoleUrl);
      }}
      expandToViewport
    >
      In the AWS console
    </ButtonDropdown>
  );
}
