import {
  CreateEmailIdentity$,
  type CreateEmailIdentityRequest,
  type CreateEmailIdentityResponse,
  DeleteEmailIdentity$,
  type DeleteEmailIdentityRequest,
  GetEmailIdentity$,
  type GetEmailIdentityRequest,
  type GetEmailIdentityResponse,
  ListEmailIdentities$,
  type ListEmailIdentitiesRequest,
  type ListEmailIdentitiesResponse,
} from '@aws-sdk/client-sesv2';

import { AwsError } from '../protocol/aws-error.js';
import { cutPage } from '../protocol/paging.rules.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import { addIdentity, identityKind, identityNamed, onIdentity } from '../ses/identities.js';
import { type EmailIdentity, sesIn } from '../ses/ses-state.js';

const PAGE = { usual: 100, max: 1000 } as const;

export const listEmailIdentities = operation<ListEmailIdentitiesRequest, ListEmailIdentitiesResponse>({
  schema: ListEmailIdentities$,
  access: (_input, call) => [onIdentity(call, 'ListEmailIdentities', {})],
  handle: ({ PageSize = PAGE.usual, NextToken }, { world, caller, region }) => {
    if (PageSize < 0 || PageSize > PAGE.max) throw badRequest(`PageSize must be between 0 and ${String(PAGE.max)}.`);
    const { identities } = sesIn(world, { accountId: caller.accountId, region });
    const { items, next } = cutPage(identities.values(), {
      keyOf: ({ name }) => name,
      limit: PageSize === 0 ? PAGE.usual : PageSize,
      token: NextToken,
      badToken: () => badRequest('Invalid value for NextToken.'),
    });
    const EmailIdentities = items.map(({ name, kind }) => ({
      IdentityName: name,
      IdentityType: kind,
      SendingEnabled: true,
      VerificationStatus: 'SUCCESS' as const,
    }));
    return { EmailIdentities, ...(next === undefined ? {} : { NextToken: next }) };
  },
});

interface NamesIdentity {
  readonly EmailIdentity?: string | undefined;
}

function asking(action: string) {
  return ({ EmailIdentity = '' }: NamesIdentity, call: Call) => [onIdentity(call, action, { identity: EmailIdentity })];
}

export const createEmailIdentity = operation<CreateEmailIdentityRequest, CreateEmailIdentityResponse>({
  schema: CreateEmailIdentity$,
  access: asking('CreateEmailIdentity'),
  handle: ({ EmailIdentity: name = '', Tags = [] }, call) => {
    const kind = identityKind(name);
    if (kind === undefined) throw badRequest(`Invalid email identity ${name}.`);
    if (identityNamed(call, name) !== undefined) {
      throw new AwsError('AlreadyExistsException', `Email identity ${name} already exist.`);
    }
    const made = addIdentity(call, { name, kind });
    for (const { Key = '', Value = '' } of Tags) made.tags.set(Key, Value);
    return { IdentityType: kind, VerifiedForSendingStatus: true };
  },
});

export const getEmailIdentity = operation<GetEmailIdentityRequest, GetEmailIdentityResponse>({
  schema: GetEmailIdentity$,
  access: asking('GetEmailIdentity'),
  handle: (input, call) => {
    const { kind, policies, tags } = existing(call, input);
    return {
      IdentityType: kind,
      FeedbackForwardingStatus: true,
      VerifiedForSendingStatus: true,
      VerificationStatus: 'SUCCESS',
      Policies: Object.fromEntries(policies),
      Tags: [...tags].map(([Key, Value]) => ({ Key, Value })),
    };
  },
});

function existing(call: Call, { EmailIdentity: name = '' }: NamesIdentity): EmailIdentity {
  const found = identityNamed(call, name);
  if (found !== undefined) return found;
  throw new AwsError('NotFoundException', `Email identity ${name} does not exist.`, { status: 404 });
}

export const deleteEmailIdentity = operation<DeleteEmailIdentityRequest, object>({
  schema: DeleteEmailIdentity$,
  access: asking('DeleteEmailIdentity'),
  handle: (input, call) => {
    const { name, accountId, region } = existing(call, input);
    sesIn(call.world, { accountId, region }).identities.delete(name.toLowerCase());
    return {};
  },
});

export function badRequest(message: string): AwsError {
  return new AwsError('BadRequestException', message);
}
