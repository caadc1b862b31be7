import type { Guardrail } from '@gatehouse/contracts';

export const GUARDRAIL_KINDS: Readonly<Record<Guardrail['kind'], { readonly short: string; readonly long: string }>> = {
  'service-control-policy': { short: 'SCP', long: 'Service control policy' },
  'resource-control-policy': { short: 'RCP', long: 'Resource control policy' },
};

export const NODE_KINDS: Readonly<Record<Guardrail['attachedTo'][number]['kind'], string>> = {
  root: 'root of the organization',
  unit: 'organizational unit',
  account: 'account',
};
