import type { WireReply } from '../protocol/wire.js';
import type { WireFamily } from './route.rules.js';

interface Failure {
  readonly status: number;
  readonly code: string;
}

/** What there is to say of a call that no service of the sandbox can answer. */
export interface Unanswerable {
  readonly requestId: string;
  /** Undefined for the status and code that the family of protocols has for what it does not know. */
  readonly failure?: Failure;
  readonly sentence: string;
}

/** The answer for a service that the sandbox does not have: AWS's unknown operation, in the caller's protocol. */
export function unknownServiceReply(family: WireFamily, service: string, requestId: string): WireReply {
  return replyWithoutService(family, { requestId, sentence: `The AWS sandbox has no service ${service}.` });
}

/** The answer when a service of the sandbox cannot be loaded: AWS's internal failure, in the caller's protocol. */
export function brokenServiceReply(family: WireFamily, service: string, requestId: string): WireReply {
  const sentence = `The AWS sandbox cannot load its service ${service}; its log tells why.`;
  return replyWithoutService(family, { requestId, failure: { status: 500, code: 'InternalFailure' }, sentence });
}

/** What each family of protocols says of an operation that it does not know. */
const UNKNOWN: Readonly<Record<WireFamily, Failure>> = {
  query: { status: 400, code: 'InvalidAction' },
  json: { status: 400, code: 'UnknownOperationException' },
  'rest-json': { status: 404, code: 'UnknownOperationException' },
  'rest-xml': { status: 501, code: 'NotImplemented' },
};

function replyWithoutService(
  family: WireFamily,
  { requestId, failure = UNKNOWN[family], sentence }: Unanswerable,
): WireReply {
  const { status, code } = failure;
  const headers = { 'x-amzn-requestid': requestId };
  switch (family) {
    case 'query': {
      const type = status < 500 ? 'Sender' : 'Receiver';
      return {
        status,
        headers: { ...headers, 'content-type': 'text/xml' },
        body: `<ErrorResponse><Error><Type>${type}</Type><Code>${code}</Code><Message>${escapeXml(sentence)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
      };
    }
    case 'json':
      return {
        status,
        headers: { ...headers, 'content-type': 'application/x-amz-json-1.1' },
        body: JSON.stringify({ __type: code, message: sentence }),
      };
    case 'rest-json':
      return {
        status,
        headers: { ...headers, 'content-type': 'application/json', 'x-amzn-errortype': code },
        body: JSON.stringify({ message: sentence }),
      };
    case 'rest-xml':
      return {
        status,
        headers: { ...headers, 'content-type': 'application/xml' },
        body: `<Error><Code>${code}</Code><Message>${escapeXml(sentence)}</Message><RequestId>${requestId}</RequestId></Error>`,
      };
  }
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
