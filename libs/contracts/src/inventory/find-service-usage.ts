import { z } from 'zod';
import { Arn } from '../core/arn.js';
import { defineRequest } from '../core/define-request.js';

/** A service that a principal's policies grant, and when the principal last called it. */
export const ServiceUse = z.object({
  service: z.string().max(100).describe('As policies name it, e.g. `s3`.'),
  serviceName: z.string().max(200).describe('For people, e.g. `Amazon S3`.'),
  lastUsedAt: z.iso
    .datetime()
    .nullable()
    .describe('The last call, refused ones too; null when there was none since `trackedSince`.'),
  region: z.string().max(40).nullable().describe('Where the last call went; null when it is not known.'),
});
export type ServiceUse = z.infer<typeof ServiceUse>;

export const findServiceUsage = defineRequest({
  subject: 'rpc.inventory.v1.find-service-usage',
  summary: 'Which services a role or user may call, and when it last called each; AWS is asked once a day.',
  permission: 'inventory.read',
  readsOnly: true,
  request: z.object({ arn: Arn }),
  reply: z.object({
    isPrincipal: z.boolean().describe('False for what AWS makes no such report of: it calls nobody.'),
    services: z.array(ServiceUse).max(1_000).describe('Latest use first, then those never used by their names.'),
    reportedAt: z.iso.datetime().nullable().describe('When AWS made the report; null while there is none.'),
    trackedSince: z.iso
      .datetime()
      .nullable()
      .describe('How far back the report looks: 400 days, or as long as the principal exists; null without a report.'),
    isBeingMade: z.boolean().describe('Whether AWS is making a report at the moment.'),
    failure: z
      .object({ code: z.string().max(200).describe("AWS's error code."), message: z.string().max(1_000) })
      .nullable()
      .describe('Why there is no newer report; null when nothing failed.'),
  }),
  failures: { RESOURCE_UNKNOWN: 'not_found' },
  http: { method: 'GET', path: '/api/v3/resources/:arn/service-usage' },
});
