import {
  DeleteResourcePolicy$,
  type DeleteResourcePolicyRequest,
  type DeleteResourcePolicyResponse,
  GetResourcePolicy$,
  type GetResourcePolicyRequest,
  type GetResourcePolicyResponse,
  PutResourcePolicy$,
  type PutResourcePolicyRequest,
  type PutResourcePolicyResponse,
  ValidateResourcePolicy$,
  type ValidateResourcePolicyRequest,
  type ValidateResourcePolicyResponse,
  type ValidationErrorsEntry,
} from '@aws-sdk/client-secrets-manager';

import { documentProblem } from '../authorization/policy-documents.js';
import { unknownPrincipal } from '../authorization/principals-exist.js';
import { AwsError } from '../protocol/aws-error.js';
import { isPublicPolicy } from '../s3/public-policy.rules.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import type { World } from '../state/model.js';
import { anySecret, asking, liveSecret } from './secret-access.js';
import { invalidParameter } from './secret-errors.js';

const MAX_CHARACTERS = 20_480;

export const getResourcePolicy = operation<GetResourcePolicyRequest, GetResourcePolicyResponse>({
  schema: GetResourcePolicy$,
  access: asking('secretsmanager:GetResourcePolicy'),
  handle: (input, call) => {
    const { arn, name, policy } = anySecret(call, input);
    return { ARN: arn, Name: name, ...(policy === undefined ? {} : { ResourcePolicy: policy }) };
  },
});

function refuseLong(document: string): void {
  if (document.length <= MAX_CHARACTERS && document !== '') return;
  throw invalidParameter(`A resource policy has 1 to ${String(MAX_CHARACTERS)} characters.`);
}

/** What is wrong with a document, as its author must know it. */
function problemOf(world: World, document: string): string | undefined {
  const problem = documentProblem(document, 'resource');
  if (problem !== undefined) return `This resource policy contains invalid Json or a syntax error: ${problem}`;
  if (unknownPrincipal(world, document, 'resource') === undefined) return undefined;
  return 'This resource policy contains an unsupported principal.';
}

export const putResourcePolicy = operation<PutResourcePolicyRequest, PutResourcePolicyResponse>({
  schema: PutResourcePolicy$,
  access: asking('secretsmanager:PutResourcePolicy', (input: PutResourcePolicyRequest) => ({
    'secretsmanager:BlockPublicPolicy': input.BlockPublicPolicy === true,
  })),
  handle: (input, call) => {
    const secret = liveSecret(call, input);
    const document = input.ResourcePolicy ?? '';
    refuseLong(document);
    const problem = problemOf(call.world, document);
    if (problem !== undefined) throw new AwsError('MalformedPolicyDocumentException', problem);
    if (input.BlockPublicPolicy === true && isPublicPolicy(document)) {
      throw new AwsError(
        'PublicPolicyException',
        "You can't attach a resource policy that allows broad access to the secret.",
      );
    }
    secret.policy = document;
    return { ARN: secret.arn, Name: secret.name };
  },
});

export const deleteResourcePolicy = operation<DeleteResourcePolicyRequest, DeleteResourcePolicyResponse>({
  schema: DeleteResourcePolicy$,
  access: asking('secretsmanager:DeleteResourcePolicy'),
  handle: (input, call) => {
    const secret = liveSecret(call, input);
    secret.policy = undefined;
    return { ARN: secret.arn, Name: secret.name };
  },
});

function findings(world: World, document: string): readonly ValidationErrorsEntry[] {
  const problem = problemOf(world, document);
  if (problem !== undefined) return [{ CheckName: 'VALID_POLICY', ErrorMessage: problem }];
  if (!isPublicPolicy(document)) return [];
  return [{ CheckName: 'PUBLIC_POLICY', ErrorMessage: 'This resource policy grants broad access to the secret.' }];
}

export const validateResourcePolicy = operation<ValidateResourcePolicyRequest, ValidateResourcePolicyResponse>({
  schema: ValidateResourcePolicy$,
  access: (input: ValidateResourcePolicyRequest, call: Call) =>
    input.SecretId === undefined
      ? [{ action: 'secretsmanager:ValidateResourcePolicy', resource: '*', resourceAccountId: call.caller.accountId }]
      : asking('secretsmanager:ValidateResourcePolicy')(input, call),
  handle: (input, call) => {
    refuseLong(input.ResourcePolicy ?? '');
    if (input.SecretId !== undefined) liveSecret(call, input);
    const found = findings(call.world, input.ResourcePolicy ?? '');
    return { PolicyValidationPassed: found.length === 0, ValidationErrors: [...found] };
  },
});
