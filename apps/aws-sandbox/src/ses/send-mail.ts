import { randomBytes, randomUUID } from 'node:crypto';

import type { AccessQuestion } from '../authorization/access-question.js';
import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import { type Mailbox, identityNamesOf, readMailbox } from './email-address.rules.js';
import { onIdentity } from './identities.js';
import { type EmailIdentity, type SentMail, keepMail, sesIn } from './ses-state.js';
import { invalidParameter, messageRejected } from './ses-errors.js';

const MAX_RECIPIENTS = 50;
const DAY = 24 * 3600 * 1000;

/** A mail as either version of the API hands it over. */
export interface Letter {
  readonly from: string;
  /** An identity of somebody who lets the caller send for them. */
  readonly fromArn: string | undefined;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly replyTo: readonly string[];
  readonly subject: string;
  readonly text?: string | undefined;
  readonly html?: string | undefined;
  readonly raw?: string | undefined;
}

/** Permission to send is asked for on the identity that the mail is from. */
export function mayLeave(call: Call, letter: Letter, asked: { action: string; apiVersion: '1' | '2' }): AccessQuestion {
  const from = mailboxOf(letter.from);
  const identity = identityFor(call, letter, from);
  const recipients = recipientsOf(letter).map((each) => mailboxOf(each).address);
  return onIdentity(call, asked.action, {
    identity: identity ?? from.address,
    context: {
      'ses:ApiVersion': asked.apiVersion,
      'ses:FromAddress': from.address,
      ...(from.displayName === undefined ? {} : { 'ses:FromDisplayName': from.displayName }),
      ...(recipients.length === 0 ? {} : { 'ses:Recipients': recipients }),
    },
  });
}

/** Checks what SES checks, and keeps the mail instead of sending it. */
export function send(call: Call, letter: Letter): string {
  const from = mailboxOf(letter.from);
  const recipients = recipientsOf(letter);
  if (recipients.length === 0) throw invalidParameter("Missing required header 'To'.");
  if (recipients.length > MAX_RECIPIENTS) throw invalidParameter(`Recipient count exceeds ${String(MAX_RECIPIENTS)}.`);
  refuseUnverified(call, letter, { from, recipients: recipients.map(mailboxOf) });
  countRecipients(call, recipients.length);
  const messageId = `${randomBytes(8).toString('hex')}-${randomUUID()}-000000`;
  keepMail(call.world, mailOf(call, letter, messageId));
  return messageId;
}

function mailOf({ caller, region, now }: Call, letter: Letter, messageId: string): SentMail {
  const { from, to, cc, bcc, replyTo, subject, text, html, raw } = letter;
  const sender = { accountId: caller.accountId, region, sentBy: caller.arn };
  return { messageId, sentAt: now, ...sender, from, to, cc, bcc, replyTo, subject, text, html, raw };
}

function recipientsOf({ to, cc, bcc }: Letter): readonly string[] {
  return [...to, ...cc, ...bcc];
}

function mailboxOf(text: string): Mailbox {
  const mailbox = readMailbox(text);
  if (typeof mailbox === 'string') throw invalidParameter(mailbox);
  return mailbox;
}

/** The identity a sender stands on: the caller's own, or one that somebody lends. */
function identityFor(call: Call, { fromArn }: Letter, from: Mailbox): EmailIdentity | undefined {
  const { accountId, name } = ownerOf(call, fromArn);
  const { identities } = sesIn(call.world, { accountId, region: call.region });
  const names = identityNamesOf(from).filter((each) => name === undefined || each === name.toLowerCase());
  return names.map((each) => identities.get(each)).find((found) => found !== undefined);
}

function ownerOf(
  call: Call,
  arn: string | undefined,
): { readonly accountId: string; readonly name: string | undefined } {
  if (arn === undefined) return { accountId: call.caller.accountId, name: undefined };
  const match = /^arn:[a-z-]+:ses:([a-z0-9-]+):(\d{12}):identity\/(.+)$/u.exec(arn);
  if (match === null || match[1] !== call.region || !call.world.accounts.has(match[2] ?? '')) {
    throw invalidParameter(`Invalid ARN <${arn}>.`);
  }
  return { accountId: match[2] ?? '', name: match[3] };
}

function refuseUnverified(
  call: Call,
  letter: Letter,
  { from, recipients }: { readonly from: Mailbox; readonly recipients: readonly Mailbox[] },
): void {
  const { identities, productionAccess } = sesIn(call.world, { accountId: call.caller.accountId, region: call.region });
  const isVerified = (mailbox: Mailbox) => identityNamesOf(mailbox).some((name) => identities.has(name));
  const unverified = identityFor(call, letter, from) === undefined ? [from] : [];
  if (!productionAccess) unverified.push(...recipients.filter((each) => !isVerified(each)));
  if (unverified.length === 0) return;
  const names = unverified.map(({ address }) => address).join(', ');
  throw messageRejected(
    `Email address is not verified. The following identities failed the check in region ${call.region.toUpperCase()}: ${names}`,
  );
}

/** Accounts in SES's sandbox send 200 mails a day, others 50,000 (SES Developer Guide, "Service quotas"). */
export function dailyQuota(productionAccess: boolean): number {
  return productionAccess ? 50_000 : 200;
}

/** How many recipients had mail in the last day. */
export function sentInADay(call: Pick<Call, 'world' | 'caller' | 'region' | 'now'>): number {
  const place = sesIn(call.world, { accountId: call.caller.accountId, region: call.region });
  place.recipients = place.recipients.filter(({ at }) => call.now.getTime() - at.getTime() < DAY);
  return place.recipients.reduce((sum, { count }) => sum + count, 0);
}

function countRecipients(call: Call, count: number): void {
  const place = sesIn(call.world, { accountId: call.caller.accountId, region: call.region });
  if (sentInADay(call) + count > dailyQuota(place.productionAccess)) {
    throw new AwsError('Throttling', 'Daily message quota exceeded.');
  }
  place.recipients.push({ at: call.now, count });
}
