import type { World } from '../state/model.js';
import { type StateSlot, stateOf } from '../state/service-state.js';

/** An address or a domain that mail may be sent from. */
export interface EmailIdentity {
  /** `ada@example.com` or `example.com` */
  readonly name: string;
  readonly kind: 'EMAIL_ADDRESS' | 'DOMAIN';
  readonly accountId: string;
  readonly region: string;
  readonly arn: string;
  readonly createdAt: Date;
  /** What a domain's owner puts into its DNS. */
  readonly token: string;
  /** Who else may send from it, by name of the policy. */
  readonly policies: Map<string, string>;
  readonly tags: Map<string, string>;
}

/** A mail as it was handed over. Nothing leaves the sandbox: here is where to read it. */
export interface SentMail {
  readonly messageId: string;
  readonly sentAt: Date;
  readonly accountId: string;
  readonly region: string;
  /** ARN of the caller. */
  readonly sentBy: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly replyTo: readonly string[];
  readonly subject: string;
  readonly text: string | undefined;
  readonly html: string | undefined;
  /** The whole message, where it was sent as one. */
  readonly raw: string | undefined;
}

interface SesPlace {
  /** By lower-case name. */
  readonly identities: Map<string, EmailIdentity>;
  /** Accounts start in SES's own sandbox, where recipients must be verified too. */
  productionAccess: boolean;
  /** When mails of the last day were sent, one entry for each recipient. */
  recipients: { readonly at: Date; readonly count: number }[];
}

interface SesState {
  /** By `account/region`. */
  readonly places: Map<string, SesPlace>;
  /** Newest last. */
  readonly mails: SentMail[];
}

const SLOT: StateSlot<SesState> = { name: 'ses', create: () => ({ places: new Map(), mails: [] }) };

/** Older mails are forgotten, so that a sandbox that runs for weeks does not fill up. */
const MAX_MAILS = 1000;

interface SesPlaceName {
  readonly accountId: string;
  readonly region: string;
}

/** SES of an account in a region. */
export function sesIn(world: World, { accountId, region }: SesPlaceName): SesPlace {
  const { places } = stateOf(world, SLOT);
  const key = `${accountId}/${region}`;
  const known = places.get(key);
  if (known !== undefined) return known;
  const made: SesPlace = { identities: new Map(), productionAccess: false, recipients: [] };
  places.set(key, made);
  return made;
}

/** The identities of an account in every region. */
export function* identitiesOf(world: World, accountId: string): Iterable<EmailIdentity> {
  for (const [place, { identities }] of stateOf(world, SLOT).places) {
    if (place.startsWith(`${accountId}/`)) yield* identities.values();
  }
}

export function keepMail(world: World, mail: SentMail): void {
  const { mails } = stateOf(world, SLOT);
  mails.push(mail);
  if (mails.length > MAX_MAILS) mails.splice(0, mails.length - MAX_MAILS);
}

/** Every mail that was sent and is still remembered, oldest first. */
export function sentMails(world: World): readonly SentMail[] {
  return stateOf(world, SLOT).mails;
}
