import type { WireReply } from '../protocol/wire.js';
import type { WireFamily } from './route.rules.js';

/** The answer for a service that the sandbox does not have: AWS's unknown operation, in the caller's protocol. */
export function unknownServiceReply(family: WireFamily, service: string, requestId: string): WireReply {
  const headers = { 'x-amzn-requestid': requestId };
  const sentence = `The AWS sandbox has no service ${service}.`;
  switch (family) {
    case 'query':
      return {
        status: 400,
        headers: { ...headers, 'content-type': 'text/xml' },
        body: `<ErrorResponse><Error><Type>Sender</Type><Code>InvalidAction</Code><Message>${escapeXml(sentence)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
      };
    case 'json':
      return {
        status: 400,
        headers: { ...headers, 'content-type': 'application/x-amz-json-1.1' },
        body: JSON.stringify({ __type: 'UnknownOperationException', message: sentence }),
      };
    case 'rest-json':
      return {
        status: 404,
        headers: { ...headers, 'content-type': 'application/json', 'x-amzn-errortype': 'UnknownOperationException' },
        body: JSON.stringify({ message: sentence }),
      };
    case 'rest-xml':
      return {
        status: 501,
        headers: { ...headers, 'content-type': 'application/xml' },
        body: `<Error><Code>NotImplemented</Code><Message>${escapeXml(sentence)}</Message><RequestId>${requestId}</RequestId></Error>`,
      };
  }
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
