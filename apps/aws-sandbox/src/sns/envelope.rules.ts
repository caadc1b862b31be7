import type { MessageAttribute } from '../sqs/sqs-state.js';

/** A message on its way to the subscribers of a topic. */
export interface Notification {
  readonly messageId: string;
  readonly topicArn: string;
  readonly subject: string | undefined;
  /** The body, or with MessageStructure `json` the bodies by protocol. */
  readonly bodyFor: (protocol: string) => string;
  readonly attributes: ReadonlyMap<string, MessageAttribute>;
  readonly sequenceNumber: string | undefined;
  readonly sentAt: Date;
}

interface EnvelopeOptions {
  readonly subscriptionArn: string;
  /** Where the sandbox was reached. */
  readonly origin: string;
  readonly signatureVersion: string;
  readonly sign: (text: string) => string;
}

/** What a queue gets unless its subscription asks for the bare message (SNS Developer Guide, "Parsing message formats"). */
export function envelope(notification: Notification, options: EnvelopeOptions): string {
  const { messageId, topicArn, subject, sequenceNumber, sentAt } = notification;
  const message = notification.bodyFor('sqs');
  const head = {
    Type: 'Notification',
    MessageId: messageId,
    ...(sequenceNumber === undefined ? {} : { SequenceNumber: sequenceNumber }),
    TopicArn: topicArn,
    ...(subject === undefined ? {} : { Subject: subject }),
    Message: message,
    Timestamp: sentAt.toISOString(),
  };
  const attributes = Object.fromEntries([...notification.attributes].map(([name, each]) => [name, shape(each)]));
  return JSON.stringify(
    {
      ...head,
      ...(sequenceNumber === undefined ? signature(head, options) : {}),
      UnsubscribeURL: `${options.origin}/?Action=Unsubscribe&SubscriptionArn=${options.subscriptionArn}`,
      ...(notification.attributes.size === 0 ? {} : { MessageAttributes: attributes }),
    },
    null,
    2,
  );
}

function shape({ dataType, stringValue, binaryValue }: MessageAttribute): { Type: string; Value: string } {
  const Value = binaryValue === undefined ? (stringValue ?? '') : Buffer.from(binaryValue).toString('base64');
  return { Type: dataType, Value };
}

interface ConfirmationOptions extends EnvelopeOptions {
  readonly topicArn: string;
  readonly messageId: string;
  readonly token: string;
  readonly sentAt: Date;
}

/** What an endpoint of another account gets: with the token in it the account can confirm. */
export function confirmationEnvelope(options: ConfirmationOptions): string {
  const { topicArn, messageId, token, sentAt, origin } = options;
  const head = {
    Type: 'SubscriptionConfirmation',
    MessageId: messageId,
    Token: token,
    TopicArn: topicArn,
    Message: `You have chosen to subscribe to the topic ${topicArn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`,
    SubscribeURL: `${origin}/?Action=ConfirmSubscription&TopicArn=${topicArn}&Token=${token}`,
    Timestamp: sentAt.toISOString(),
  };
  return JSON.stringify({ ...head, ...signature(head, options) }, null, 2);
}

/** The sandbox has no certificate of Amazon's: its signatures have the form, and cannot be verified. */
function signature(head: object, { signatureVersion, sign, origin }: EnvelopeOptions) {
  return {
    SignatureVersion: signatureVersion,
    Signature: sign(JSON.stringify(head)),
    SigningCertURL: `${origin}/SimpleNotificationService-sandbox.pem`,
  };
}
