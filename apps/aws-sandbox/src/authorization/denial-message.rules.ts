/** The kind of policy that decided against a call. */
export type DenyingLayer = 'identity' | 'resource' | 'boundary' | 'session' | 'scp' | 'rcp' | 'trust' | 'vpc-endpoint';

/** Why a call was refused, as far as AWS tells its caller. */
export interface Denial {
  /** An explicit deny names the layer it stands in; an implicit one the layer that would have had to allow. */
  readonly explicit: boolean;
  readonly layer: DenyingLayer;
}

interface DeniedCall {
  readonly callerArn: string;
  readonly action: string;
  readonly resource: string;
  /** S3 puts the resource in quotation marks. */
  readonly quoteResource: boolean;
}

const NAMES: Readonly<Record<DenyingLayer, string>> = {
  identity: 'identity-based policy',
  resource: 'resource-based policy',
  boundary: 'permissions boundary',
  session: 'session policy',
  scp: 'service control policy',
  rcp: 'resource control policy',
  trust: 'role trust policy',
  'vpc-endpoint': 'VPC endpoint policy',
};

/** AWS's sentence (IAM User Guide, "Troubleshoot access denied error messages"). */
export function denialMessage(call: DeniedCall, denial: Denial): string {
  const resource = call.quoteResource ? `"${call.resource}"` : call.resource;
  const action = inWordsOfItsService(call.action);
  const who = `User: ${call.callerArn} is not authorized to perform: ${action} on resource: ${resource}`;
  const reason = reasonFor(action, denial);
  return reason === undefined ? who : `${who} ${reason}`;
}

/** SQS writes the action in small letters, SNS its own name in capitals. */
function inWordsOfItsService(action: string): string {
  if (action.startsWith('sqs:')) return action.toLowerCase();
  return action.startsWith('sns:') ? `SNS:${action.slice(4)}` : action;
}

function reasonFor(action: string, { explicit, layer }: Denial): string | undefined {
  const article = /^[aeiou]/u.test(NAMES[layer]) ? 'an' : 'a';
  if (explicit) return `with an explicit deny in ${article} ${NAMES[layer]}`;
  // What a role's trust policy says is not told to those it does not trust.
  return layer === 'trust' ? undefined : `because no ${NAMES[layer]} allows the ${action} action`;
}
