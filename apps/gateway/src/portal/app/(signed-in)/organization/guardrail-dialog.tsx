'use client';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import type { Guardrail } from '@gatehouse/contracts';
import { GuardrailDetails } from '../../../components/guardrails/guardrail-details';

/** A guardrail over the tree, so that the place in the tree is not lost. */
export default function GuardrailDialog({ guardrail, onClose }: { guardrail: Guardrail; onClose: () => void }) {
  return (
    <Modal
      visible
      size="large"
      header={guardrail.name}
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        </Box>
      }
    >
      <GuardrailDetails guardrail={guardrail} />
    </Modal>
  );
}
