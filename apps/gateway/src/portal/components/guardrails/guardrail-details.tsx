'use client';
import Box from '@cloudscape-design/components/box';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Guardrail } from '@gatehouse/contracts';
import { PolicyDocument } from '../policies/policy-document';
import { useFollow } from '../shell/use-follow';
import { GUARDRAIL_KINDS, NODE_KINDS } from './guardrail-words';

/** What a guardrail says, and where it is attached. */
export function GuardrailDetails({ guardrail }: { guardrail: Guardrail }) {
  const { arn, description, kind, isAwsManaged, document, name } = guardrail;
  return (
    <SpaceBetween size="m">
      {description !== '' && <Box variant="p">{description}</Box>}
      <KeyValuePairs
        columns={2}
        items={[
          {
            label: 'Kind',
            value: `${GUARDRAIL_KINDS[kind].long}, ${isAwsManaged ? 'written by AWS' : 'written by the organization'}`,
          },
          { label: 'Attached to', value: <AttachedTo guardrail={guardrail} /> },
        ]}
      />
      <CopyToClipboard
        variant="inline"
        textToCopy={arn}
        copyButtonAriaLabel={`Copy the ARN of ${name}`}
        copySuccessText="ARN copied"
        copyErrorText="The ARN could not be copied"
      />
      <PolicyDocument label={name} text={document} />
    </SpaceBetween>
  );
}

function AttachedTo({ guardrail: { attachedTo } }: { guardrail: Guardrail }) {
  const follow = useFollow();
  if (attachedTo.length === 0) return <>Nothing: it limits nobody</>;
  return (
    <ul className="attached-to">
      {attachedTo.map(({ nodeId, name, kind }) => (
        <li key={nodeId}>
          {kind === 'account' ? (
            <Link href={`/accounts/${nodeId}`} onFollow={follow}>
              {name}
            </Link>
          ) : (
            name
          )}{' '}
          <Box variant="small" color="text-body-secondary">
            {NODE_KINDS[kind]} {nodeId}
          </Box>
        </li>
      ))}
    </ul>
  );
}
