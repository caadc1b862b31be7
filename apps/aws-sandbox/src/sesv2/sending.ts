import {
  GetAccount$,
  type GetAccountRequest,
  type GetAccountResponse,
  SendEmail$,
  type SendEmailRequest,
  type SendEmailResponse,
} from '@aws-sdk/client-sesv2';

import { AwsError } from '../protocol/aws-error.js';
import { operation } from '../service/operation.js';
import { onIdentity } from '../ses/identities.js';
import { type Letter, dailyQuota, mayLeave, send, sentInADay } from '../ses/send-mail.js';
import { contentOf, rawLetter, recipients } from '../ses/sending.js';
import { sesIn } from '../ses/ses-state.js';
import { badRequest } from './email-identities.js';

export const sendEmail = operation<SendEmailRequest, SendEmailResponse>({
  schema: SendEmail$,
  access: (input, call) =>
    inWordsOfVersion2(() => {
      const action = input.Content?.Raw === undefined ? 'SendEmail' : 'SendRawEmail';
      return [mayLeave(call, letterOf(input), { action, apiVersion: '2' })];
    }),
  handle: (input, call) => inWordsOfVersion2(() => ({ MessageId: send(call, letterOf(input)) })),
});

function letterOf(input: SendEmailRequest): Letter {
  const { Content, FromEmailAddress, FromEmailAddressIdentityArn: fromArn, Destination } = input;
  if (Content?.Raw !== undefined) {
    const { to, cc, bcc } = recipients(Destination);
    return rawLetter(Content.Raw.Data, { from: FromEmailAddress, fromArn, to: [...to, ...cc, ...bcc] });
  }
  if (Content?.Simple === undefined)
    throw badRequest('The sandbox sends simple and raw content: it keeps no templates.');
  return {
    from: FromEmailAddress ?? '',
    fromArn,
    ...recipients(Destination),
    replyTo: input.ReplyToAddresses ?? [],
    ...contentOf(Content.Simple),
  };
}

const CODES: Readonly<Record<string, string>> = {
  InvalidParameterValue: 'BadRequestException',
  Throttling: 'TooManyRequestsException',
};

/** The two versions have other codes for the same refusals. */
function inWordsOfVersion2<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new AwsError(CODES[error.code] ?? error.code, error.message, { status: error.status });
  }
}

export const getAccount = operation<GetAccountRequest, GetAccountResponse>({
  schema: GetAccount$,
  access: (_input, call) => [onIdentity(call, 'GetAccount', {})],
  handle: (_input, call) => {
    const { productionAccess } = sesIn(call.world, { accountId: call.caller.accountId, region: call.region });
    return {
      EnforcementStatus: 'HEALTHY',
      ProductionAccessEnabled: productionAccess,
      SendingEnabled: true,
      SendQuota: {
        Max24HourSend: dailyQuota(productionAccess),
        MaxSendRate: productionAccess ? 14 : 1,
        SentLast24Hours: sentInADay(call),
      },
    };
  },
});
