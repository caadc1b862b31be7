'use client';
import Badge from '@cloudscape-design/components/badge';
import Button from '@cloudscape-design/components/button';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { typeInWords } from '../../../../components/resources/resource-type.rules';
import { rolePageHref } from '../../../../components/roles/role-arn.rules';
import { useNotices } from '../../../../components/shell/notices';
import { useFollow } from '../../../../components/shell/use-follow';
import { toProblem } from '../../../../gateway-api/api-problem';
import { resourcesApi, type RefreshOutcome, type ResourceDetails } from '../../../../gateway-api/resources-api';
import { ConsoleButton } from './console-button';

export interface ResourceHeaderProps {
  readonly resource: ResourceDetails;
  readonly onRefreshed: () => void;
}

/** What it is called and what one can do with it. */
export function ResourceHeader({ resource, onRefreshed }: ResourceHeaderProps) {
  const { arn, name, resourceType, isPublic, deletedAt } = resource;
  const follow = useFollow();
  return (
    <Header
      variant="h1"
      description={
        <CopyToClipboard
          variant="inline"
          textToCopy={arn}
          copyButtonAriaLabel="Copy the ARN"
          copySuccessText="ARN copied"
          copyErrorText="The ARN could not be copied"
        />
      }
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          {resourceType === 'AWS::IAM::Role' && (
            <Button href={rolePageHref(arn)} onFollow={follow}>
              Use this role
            </Button>
          )}
          <ConsoleButton resource={resource} />
          <RefreshButton resource={resource} onRefreshed={onRefreshed} />
        </SpaceBetween>
      }
    >
      {name} <Badge>{typeInWords(resourceType)}</Badge> {isPublic === true && <Badge color="red">Public</Badge>}{' '}
      {deletedAt !== null && <Badge color="grey">Deleted</Badge>}
    </Header>
  );
}

const OUTCOMES: Readonly<Record<RefreshOutcome['outcome'], string>> = {
  unchanged: 'Nothing changed since it was last read.',
  created: 'It is new here, and now known.',
  updated: 'It had changed; what you see is how it is now.',
  deleted: 'It is gone from AWS. Its history stays.',
};

function RefreshButton({ resource: { arn, name }, onRefreshed }: ResourceHeaderProps) {
  const { notify, notifyProblem } = useNotices();
  const [asking, setAsking] = useState(false);
  const refresh = () => {
    setAsking(true);
    resourcesApi
      .refresh(arn)
      .then(({ outcome }) => {
        const header = `${name} was read again`;
        notify({
          type: outcome === 'deleted' ? 'warning' : 'success',
          header,
          content: OUTCOMES[outcome],
          id: 'refresh',
        });
        onRefreshed();
      })
      .catch((thrown: unknown) => notifyProblem(toProblem(thrown), `Refresh of ${name}`))
      .finally(() => setAsking(false));
  };
  return (
    <Button
      iconName="refresh"
      loading={asking}
      loadingText={`Reading ${name} from AWS`}
      ariaLabel={`Refresh ${name} from AWS`}
      onClick={refresh}
    >
      Refresh
    </Button>
  );
}
