import { Secret } from '@gatehouse/contracts';
import { z } from 'zod';

const Field = z
  .string()
  .min(1)
  .max(300)
  .regex(/^[\w@.-]+$/, 'The name of a field, with dots between its parts.');

const SecretText = z
  .string()
  .min(1)
  .max(4_000)
  .transform((value) => new Secret(value));

/** Where a document tells what; CloudTrail's own names by default. */
const Fields = z.strictObject({
  time: Field.default('eventTime').describe('When it happened: a date field, in ISO 8601.'),
  id: Field.default('eventID').describe(
    'Unique for each call: a keyword field, which breaks ties between equal times.',
  ),
  principalArn: Field.default('userIdentity.sessionContext.sessionIssuer.arn').describe('The role.'),
  userArn: Field.default('userIdentity.arn').describe('The user or the session, when the role is not told.'),
  action: Field.optional().describe('`service:Action`; put together of eventSource and eventName when it is not set.'),
  eventSource: Field.default('eventSource').describe('`s3.amazonaws.com`'),
  eventName: Field.default('eventName').describe('`GetObject`'),
  resourceArn: Field.default('resources.ARN').describe('What was asked for; the first, when there are several.'),
  region: Field.default('awsRegion').describe('Where the call went: `eu-west-1`.'),
  errorCode: Field.default('errorCode').describe('A keyword field.'),
  errorMessage: Field.default('errorMessage').describe('A text.'),
});

/** Configuration of the plugin. */
export const SearchSettings = z
  .strictObject({
    url: z.url({ protocol: /^https?$/ }).describe('Address of the cluster, without the index.'),
    index: z
      .string()
      .min(1)
      .max(255)
      .regex(/^[a-z0-9*,._-]+$/, 'An index, an alias or a pattern such as cloudtrail-*.')
      .describe('What is searched.'),
    apiKey: SecretText.optional().describe('An API key, as the cluster encodes it.'),
    username: z.string().min(1).max(200).optional(),
    password: SecretText.optional(),
    errorCodes: z
      .array(z.string().min(1).max(200))
      .min(1)
      .max(50)
      .default(['AccessDenied', 'Client.UnauthorizedOperation', 'AccessDeniedException'])
      .describe('Which errors are refusals.'),
    fields: Fields.prefault({}),
    pageSize: z.int().min(1).max(10_000).default(500).describe('Documents on a page.'),
    lagSeconds: z
      .int()
      .min(0)
      .max(86_400)
      .default(60)
      .describe('Documents younger than this are left for later, because others of the same time may still come.'),
    timeLimitSeconds: z.int().min(1).max(300).default(30).describe('For one page.'),
  })
  .refine(({ username, password }) => (username === undefined) === (password === undefined), {
    message: 'A username needs a password, and a password a username.',
    path: ['password'],
  })
  .refine(({ apiKey, username }) => apiKey === undefined || username === undefined, {
    message: 'Give either an API key or a username, not both.',
    path: ['apiKey'],
  });
export type SearchSettings = z.output<typeof SearchSettings>;
