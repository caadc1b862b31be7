import {
  type Destination,
  GetSendQuota$,
  type GetSendQuotaResponse,
  type Message,
  SendEmail$,
  type SendEmailRequest,
  type SendEmailResponse,
  SendRawEmail$,
  type SendRawEmailRequest,
  type SendRawEmailResponse,
} from '@aws-sdk/client-ses';

import { operation } from '../service/operation.js';
import { splitMailboxes } from './email-address.rules.js';
import { onIdentity } from './identities.js';
import { readMail } from './raw-mail.rules.js';
import { type Letter, dailyQuota, mayLeave, send, sentInADay } from './send-mail.js';
import { sesIn } from './ses-state.js';

export const sendEmail = operation<SendEmailRequest, SendEmailResponse>({
  schema: SendEmail$,
  access: (input, call) => [mayLeave(call, letterOf(input), { action: 'SendEmail', apiVersion: '1' })],
  handle: (input, call) => ({ MessageId: send(call, letterOf(input)) }),
});

function letterOf({ Source = '', SourceArn, Destination, Message, ReplyToAddresses = [] }: SendEmailRequest): Letter {
  const sender = { from: Source, fromArn: SourceArn, replyTo: ReplyToAddresses };
  return { ...sender, ...recipients(Destination), ...contentOf(Message) };
}

/** Subject and body, in both versions of the API alike. */
export function contentOf(message: Message | undefined): Pick<Letter, 'subject' | 'text' | 'html'> {
  const { Subject, Body } = message ?? {};
  return { subject: Subject?.Data ?? '', text: Body?.Text?.Data, html: Body?.Html?.Data };
}

/** The three kinds of recipients, in both versions of the API alike. */
export function recipients(given: Destination | undefined): Pick<Letter, 'to' | 'cc' | 'bcc'> {
  const { ToAddresses = [], CcAddresses = [], BccAddresses = [] } = given ?? {};
  return { to: ToAddresses, cc: CcAddresses, bcc: BccAddresses };
}

export const sendRawEmail = operation<SendRawEmailRequest, SendRawEmailResponse>({
  schema: SendRawEmail$,
  access: (input, call) => [mayLeave(call, rawLetterOf(input), { action: 'SendRawEmail', apiVersion: '1' })],
  handle: (input, call) => ({ MessageId: send(call, rawLetterOf(input)) }),
});

function rawLetterOf({ RawMessage, Source, SourceArn, FromArn, Destinations }: SendRawEmailRequest): Letter {
  return rawLetter(RawMessage?.Data, { from: Source, fromArn: FromArn ?? SourceArn, to: Destinations });
}

interface Overrides {
  readonly from: string | undefined;
  readonly fromArn: string | undefined;
  readonly to: readonly string[] | undefined;
}

/** A message of its own: what the call does not say stands in its head. */
export function rawLetter(data: Uint8Array | undefined, { from, fromArn, to = [] }: Overrides): Letter {
  const raw = Buffer.from(data ?? new Uint8Array()).toString('utf8');
  const { headers, body } = readMail(raw);
  const header = (name: string) => headers.get(name) ?? '';
  const list = (name: string) => splitMailboxes(header(name));
  const inHead = to.length === 0 ? { to: list('to'), cc: list('cc'), bcc: list('bcc') } : { to, cc: [], bcc: [] };
  return {
    from: from ?? header('from'),
    fromArn,
    ...inHead,
    replyTo: list('reply-to'),
    subject: header('subject'),
    text: body,
    raw,
  };
}

export const getSendQuota = operation<object, GetSendQuotaResponse>({
  schema: GetSendQuota$,
  access: (_input, call) => [onIdentity(call, 'GetSendQuota', {})],
  handle: (_input, call) => {
    const { productionAccess } = sesIn(call.world, { accountId: call.caller.accountId, region: call.region });
    return {
      Max24HourSend: dailyQuota(productionAccess),
      MaxSendRate: productionAccess ? 14 : 1,
      SentLast24Hours: sentInADay(call),
    };
  },
});
