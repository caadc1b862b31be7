import {
  ValidatePolicy$,
  type ValidatePolicyFinding,
  type ValidatePolicyRequest,
  type ValidatePolicyResponse,
} from '@aws-sdk/client-accessanalyzer';
import { type Finding, type PolicyKind, lintPolicy, parsePolicy } from '@gatehouse/iam-policy';

import { operation } from '../service/operation.js';
import { invalidInput, onAccount } from './analyzer-access.js';
import { locationOf } from './finding-location.rules.js';
import { issueOf } from './issue-codes.rules.js';
import { catalogueFor } from './policy-catalogue.js';

const REFERENCE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html';
const PER_PAGE = 100;

const KINDS: Readonly<Record<string, PolicyKind>> = {
  IDENTITY_POLICY: 'identity',
  RESOURCE_POLICY: 'resource',
  SERVICE_CONTROL_POLICY: 'scp',
  RESOURCE_CONTROL_POLICY: 'rcp',
};

export const validatePolicy = operation<ValidatePolicyRequest, ValidatePolicyResponse>({
  schema: ValidatePolicy$,
  access: onAccount('access-analyzer:ValidatePolicy'),
  handle: async (input) => {
    const kind = kindOf(input);
    const from = readToken(input.nextToken);
    const size = input.maxResults ?? PER_PAGE;
    if (size < 1 || size > 1_000) throw invalidInput('maxResults must be between 1 and 1000.');
    const found = await findingsOf(input.policyDocument ?? '', kind);
    const more = from + size < found.length;
    return { findings: found.slice(from, from + size), ...(more ? { nextToken: writeToken(from + size) } : {}) };
  },
});

function kindOf({ policyType, validatePolicyResourceType }: ValidatePolicyRequest): PolicyKind {
  const kind = KINDS[policyType ?? ''];
  if (kind === undefined) throw invalidInput(`policyType must be one of ${Object.keys(KINDS).join(', ')}.`);
  if (validatePolicyResourceType === undefined) return kind;
  if (kind !== 'resource')
    throw invalidInput('validatePolicyResourceType goes with the policyType RESOURCE_POLICY only.');
  return validatePolicyResourceType === 'AWS::IAM::AssumeRolePolicyDocument' ? 'trust' : kind;
}

async function findingsOf(text: string, kind: PolicyKind): Promise<readonly ValidatePolicyFinding[]> {
  const parsed = parsePolicy(text, { kind });
  const linted =
    parsed.document === undefined ? [] : lintPolicy(parsed.document, { kind, catalogue: await catalogueFor(text) });
  return [...parsed.findings, ...linted].flatMap((finding) => shapeOf(finding, parsed.text));
}

function shapeOf(finding: Finding, text: string): readonly ValidatePolicyFinding[] {
  const issue = issueOf(finding);
  if (issue === undefined) return [];
  const { path, span } = locationOf(finding, text);
  return [
    {
      findingDetails: finding.message,
      findingType: issue.type,
      issueCode: issue.code,
      learnMoreLink: `${REFERENCE}#access-analyzer-reference-policy-checks-${anchorOf(issue.type)}-${kebab(issue.code)}`,
      // The SDK's type wants each step to have one member of four, and unknown ones beside.
      locations: [{ path: path as NonNullable<ValidatePolicyFinding['locations']>[number]['path'], span }],
    },
  ];
}

function anchorOf(type: string): string {
  return type === 'WARNING' ? 'general-warning' : kebab(type);
}

function kebab(name: string): string {
  return name.toLowerCase().replaceAll('_', '-');
}

function writeToken(from: number): string {
  return Buffer.from(JSON.stringify({ from })).toString('base64');
}

function readToken(token: string | undefined): number {
  if (token === undefined) return 0;
  try {
    const value = JSON.parse(Buffer.from(token, 'base64').toString('utf8')) as { readonly from?: unknown };
    if (Number.isInteger(value.from)) return value.from as number;
  } catch {
    // Fall through: whatever it was, it was no token of ours.
  }
  throw invalidInput('nextToken is not valid.');
}
