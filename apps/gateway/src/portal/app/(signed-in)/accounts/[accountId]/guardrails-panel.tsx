'use client';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Guardrail } from '@gatehouse/contracts';
import { GuardrailSection } from '../../../../components/guardrails/guardrail-section';

/** The service and resource control policies above the account, from the root down. */
export function GuardrailsPanel({ guardrails }: { guardrails: readonly Guardrail[] }) {
  return (
    <Container
      header={
        <Header
          variant="h2"
          counter={`(${guardrails.length})`}
          description="What the organization allows at most here, whatever the policies in the account say."
        >
          Guardrails above it
        </Header>
      }
    >
      {guardrails.length === 0 ? (
        <Box color="text-body-secondary">None is known: its own policies alone decide.</Box>
      ) : (
        <SpaceBetween size="s">
          {guardrails.map((guardrail) => (
            <GuardrailSection key={guardrail.policyId} guardrail={guardrail} />
          ))}
        </SpaceBetween>
      )}
    </Container>
  );
}
