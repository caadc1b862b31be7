'use client';
import Box from '@cloudscape-design/components/box';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { PolicyDocument } from '../../../../components/policies/policy-document';
import { resourcePageHref } from '../../../../components/resources/resource-href.rules';
import { ProblemAlert } from '../../../../components/shell/problem-alert';
import { useFollow } from '../../../../components/shell/use-follow';
import { resourcesApi, type DenialExplanation } from '../../../../gateway-api/resources-api';
import { useReply } from '../../../../gateway-api/use-reply';

const LAYERS: Readonly<Record<DenialExplanation['layer'], string>> = {
  identity: 'Its own policies do not allow it',
  'permissions-boundary': 'Its permissions boundary does not allow it',
  'session-policy': 'The policy of the session does not allow it',
  'resource-policy': 'The policy of the resource does not allow it',
  'service-control-policy': 'A service control policy of the organization does not allow it',
  'resource-control-policy': 'A resource control policy of the organization does not allow it',
  'trust-policy': 'The trust policy of the role does not allow it',
  unknown: 'What refuses it cannot be told from what is known here',
};

/** Which policies refuse such a call today, and the least that would allow it, ready to copy. */
export function DenialExplained({ denialId }: { denialId: string }) {
  const { data, problem, reload } = useReply(`denial ${denialId}`, (signal) =>
    resourcesApi.explainDenial(denialId, signal),
  );
  if (problem && !data) return <ProblemAlert problem={problem} onRetry={reload} />;
  if (!data) return <StatusIndicator type="loading">Asking the policies of today</StatusIndicator>;
  return (
    <SpaceBetween size="s">
      <Box variant="h4">Why, as things are today</Box>
      {data.wouldBeAllowedNow ? (
        <StatusIndicator type="success">It would be allowed now</StatusIndicator>
      ) : (
        <StatusIndicator type="stopped">{LAYERS[data.layer]}</StatusIndicator>
      )}
      <Box variant="p">
        <span className="value">{data.explanation}</span>
      </Box>
      {data.suggestedStatement !== null && <Suggestion explanation={data} statement={data.suggestedStatement} />}
    </SpaceBetween>
  );
}

interface SuggestionProps {
  readonly explanation: DenialExplanation;
  readonly statement: string;
}

/** The least statement, and the page of the policies that it belongs into. */
function Suggestion({ explanation: { denial, layer }, statement }: SuggestionProps) {
  const follow = useFollow();
  const isOfResource = layer === 'resource-policy' || layer === 'trust-policy';
  const owner = isOfResource ? denial.resourceArn : denial.principalArn;
  return (
    <SpaceBetween size="xs">
      <Box variant="h4">The least that would allow it</Box>
      <PolicyDocument label="Suggested statement" text={statement} />
      <SpaceBetween direction="horizontal" size="m" alignItems="center">
        <CopyToClipboard
          textToCopy={statement}
          copyButtonText="Copy the statement"
          copySuccessText="Statement copied"
          copyErrorText="The statement could not be copied"
        />
        <Link href={`${resourcePageHref(owner)}?tab=policies`} onFollow={follow}>
          {isOfResource ? 'See the policy that it belongs into' : 'See the policies of who was refused'}
        </Link>
      </SpaceBetween>
    </SpaceBetween>
  );
}
