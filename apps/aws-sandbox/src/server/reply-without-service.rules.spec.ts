import { describe, expect, it } from '@jest/globals';

import { brokenServiceReply, unknownServiceReply } from './reply-without-service.rules.js';

describe('a call that no service answers', () => {
  it.each([
    ['query', 400, 'InvalidAction'],
    ['json', 400, 'UnknownOperationException'],
    ['rest-json', 404, 'UnknownOperationException'],
    ['rest-xml', 501, 'NotImplemented'],
  ] as const)('is not known, as %s says it', (family, status, code) => {
    const reply = unknownServiceReply(family, 'braket', 'r-1');
    expect(reply.status).toBe(status);
    expect(JSON.stringify(reply)).toContain(code);
  });

  it.each(['query', 'json', 'rest-json', 'rest-xml'] as const)(
    'is a failure of the server, as %s says it',
    (family) => {
      const reply = brokenServiceReply(family, 'kms', 'r-1');
      expect(reply.status).toBe(500);
      expect(JSON.stringify(reply)).toContain('InternalFailure');
    },
  );
});
