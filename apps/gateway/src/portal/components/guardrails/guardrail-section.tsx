'use client';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import type { Guardrail } from '@gatehouse/contracts';
import { useState } from 'react';
import { GuardrailDetails } from './guardrail-details';
import { GUARDRAIL_KINDS } from './guardrail-words';

/** A guardrail in one line; what it says is rendered once it is opened. */
export function GuardrailSection({ guardrail }: { guardrail: Guardrail }) {
  const [opened, setOpened] = useState(false);
  const [expanded, setExpanded] = useState(false);
  return (
    <ExpandableSection
      headerText={guardrail.name}
      headerDescription={inOneLine(guardrail)}
      headingTagOverride="h3"
      expanded={expanded}
      onChange={({ detail }) => {
        setExpanded(detail.expanded);
        setOpened(true);
      }}
    >
      {opened && <GuardrailDetails guardrail={guardrail} />}
    </ExpandableSection>
  );
}

function inOneLine({ kind, isAwsManaged, attachedTo }: Guardrail): string {
  const names = attachedTo.map(({ name }) => name);
  const more = names.length - 3;
  const where = names.slice(0, 3).join(', ') + (more > 0 ? ` and ${more} more` : '');
  const managed = isAwsManaged ? ', by AWS' : '';
  return `${GUARDRAIL_KINDS[kind].long}${managed} · ${where === '' ? 'attached to nothing' : `attached to ${where}`}`;
}
