'use client';
import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { EligibilityReason } from '@gatehouse/contracts';
import { ProblemAlert } from '../../../../components/shell/problem-alert';
import { useProfile } from '../../../../components/shell/person';
import type { Eligibility } from '../../../../gateway-api/gateway-api';
import type { ReplyState } from '../../../../gateway-api/use-reply';

export interface EligibilityPanelProps {
  readonly eligibility: ReplyState<Eligibility>;
  /** Tags of the role, where the inventory knows it. */
  readonly tags: Readonly<Record<string, string>> | undefined;
}

/** "Why can I, why can't I", and who else may. */
export function EligibilityPanel({ eligibility, tags }: EligibilityPanelProps) {
  const { data, problem, reload } = eligibility;
  return (
    <Container header={<Header variant="h2">May I use it?</Header>}>
      {problem && !data && <ProblemAlert problem={problem} onRetry={reload} />}
      {!problem && !data && <StatusIndicator type="loading">Asking</StatusIndicator>}
      {data && (
        <SpaceBetween size="m">
          {data.eligible ? <Because eligibility={data} /> : <WhyNot eligibility={data} tags={tags} />}
          <WhoMay eligibility={data} />
        </SpaceBetween>
      )}
    </Container>
  );
}

function Because({ eligibility }: { eligibility: Eligibility }) {
  return (
    <div>
      <StatusIndicator type="success">
        {eligibility.cliOnly
          ? 'Yes, for credentials; the console is not offered for it'
          : 'Yes, for credentials and the console'}
      </StatusIndicator>
      <ul className="reasons">
        {eligibility.reasons.map((reason) => (
          <li key={`${reason.detail} ${reason.identity}`}>
            The role&apos;s tag <code>{reason.detail}</code> names <strong>{reason.identity}</strong>
            <Relation identity={reason.identity} />
            {reason.cliOnly && ', for credentials only'}.
          </li>
        ))}
      </ul>
    </div>
  );
}

function Relation({ identity }: { identity: string }) {
  const { person } = useProfile();
  return identity.toLowerCase() === person.personId ? ', that is you' : ', a group you are in';
}

function WhyNot({ eligibility, tags }: { eligibility: Eligibility; tags: EligibilityPanelProps['tags'] }) {
  const { person } = useProfile();
  const present = eligibility.considered.filter((key) => tags !== undefined && Object.hasOwn(tags, key));
  return (
    <div>
      <StatusIndicator type="stopped">No: nothing on the role names you or one of your groups</StatusIndicator>
      <ul className="reasons">
        <li>
          Tags that decide: <KeyList keys={eligibility.considered} />.
        </li>
        {tags !== undefined && (
          <li>
            {present.length === 0 ? (
              'The role has none of them.'
            ) : (
              <>
                On the role: <TagValues keys={present} tags={tags} />.
              </>
            )}
          </li>
        )}
        <li>Your groups: {person.groups.join(', ') || 'none'}.</li>
        <li>To get access, ask the owner of the role to add one of your groups to one of these tags.</li>
      </ul>
    </div>
  );
}

function KeyList({ keys }: { keys: readonly string[] }) {
  return keys.map((key, index) => (
    <span key={key}>
      {index > 0 && ', '}
      <code>{key}</code>
    </span>
  ));
}

function TagValues({ keys, tags }: { keys: readonly string[]; tags: Readonly<Record<string, string>> }) {
  return keys.map((key, index) => (
    <span key={key}>
      {index > 0 && '; '}
      <code>{key}</code> with the value <strong>{tags[key]}</strong>
    </span>
  ));
}

function WhoMay({ eligibility }: { eligibility: Eligibility }) {
  if (eligibility.whoMayIsHidden) {
    return (
      <Box color="text-body-secondary">
        Who else may use it is shown to those who may themselves, to administrators and to auditors.
      </Box>
    );
  }
  if (eligibility.whoMay.length === 0)
    return <Box color="text-body-secondary">Nobody may use it through Gatehouse.</Box>;
  return (
    <ExpandableSection headerText={`Who may (${eligibility.whoMay.length})`} variant="footer" defaultExpanded>
      <ul className="who-may">
        {eligibility.whoMay.map((reason) => (
          <WhoMayItem key={`${reason.detail} ${reason.identity}`} reason={reason} />
        ))}
      </ul>
    </ExpandableSection>
  );
}

function WhoMayItem({ reason }: { reason: EligibilityReason }) {
  return (
    <li>
      <strong>{reason.identity}</strong> {reason.cliOnly && <Badge>CLI only</Badge>}{' '}
      <Box variant="small" color="text-body-secondary">
        by <code>{reason.detail}</code>
      </Box>
    </li>
  );
}
