'use client';
import Button from '@cloudscape-design/components/button';
import type { Guardrail, OrganizationNode } from '@gatehouse/contracts';
import { GUARDRAIL_KINDS } from '../../../components/guardrails/guardrail-words';

export interface AttachedGuardrailsProps {
  readonly node: OrganizationNode;
  readonly guardrails: ReadonlyMap<string, Guardrail>;
  readonly onShow: (guardrail: Guardrail) => void;
}

/** The policies that are attached to one point of the tree; each opens what it says. */
export function AttachedGuardrails({ node, guardrails, onShow }: AttachedGuardrailsProps) {
  if (node.guardrailIds.length === 0) return null;
  return (
    <span className="attached-guardrails">
      {node.guardrailIds.map((id) => {
        const guardrail = guardrails.get(id);
        if (guardrail === undefined) return <span key={id}>{id}</span>;
        return (
          <span key={id}>
            {GUARDRAIL_KINDS[guardrail.kind].short}{' '}
            <Button
              variant="inline-link"
              ariaLabel={`${guardrail.name}, attached to ${node.name}`}
              onClick={() => onShow(guardrail)}
            >
              {guardrail.name}
            </Button>
          </span>
        );
      })}
    </span>
  );
}
