'use client';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import TextFilter from '@cloudscape-design/components/text-filter';
import { GuardrailSection } from '../../../components/guardrails/guardrail-section';
import { PageTurner } from '../../../components/lists/page-turner';
import { ProblemAlert } from '../../../components/shell/problem-alert';
import { NothingInSight, useIsLimited } from '../../../components/visibility/visibility';
import { useGuardrailSearch, type GuardrailSearch } from './use-guardrail-search';

/** Every guardrail of every organization, searched and paged by the gateway. */
export function GuardrailList() {
  const list = useGuardrailSearch();
  if (list.problem && !list.items) return <ProblemAlert problem={list.problem} onRetry={list.reload} />;
  return (
    <Container header={<Header variant="h2">Service and resource control policies</Header>}>
      <SpaceBetween size="m">
        <div className="guardrail-filter">
          <div onBlur={list.settle}>
            <TextFilter
              filteringText={list.typed}
              filteringPlaceholder="Find by name, description or id"
              filteringAriaLabel="Find guardrails"
              onChange={({ detail }) => list.type(detail.filteringText)}
            />
          </div>
          <PageTurner
            of="guardrails"
            page={list.page}
            pagesCount={list.pagesCount}
            hasMore={list.hasMore}
            disabled={list.loading}
            onTurn={list.goTo}
          />
        </div>
        <Found list={list} />
      </SpaceBetween>
    </Container>
  );
}

function Found({ list: { items, search, clear } }: { list: GuardrailSearch }) {
  const isLimited = useIsLimited();
  if (!items) return <StatusIndicator type="loading">Loading the guardrails</StatusIndicator>;
  if (items.length > 0) {
    return (
      <SpaceBetween size="s">
        {items.map((guardrail) => (
          <GuardrailSection key={guardrail.arn} guardrail={guardrail} />
        ))}
      </SpaceBetween>
    );
  }
  if (search === '' && isLimited) return <NothingInSight />;
  return (
    <Box textAlign="center" padding="l">
      <Box variant="p">{search === '' ? 'No guardrail has been read yet.' : 'No guardrail matches.'}</Box>
      {search !== '' && <Button onClick={clear}>Clear the filter</Button>}
    </Box>
  );
}
