import { randomUUID } from 'node:crypto';

import {
  type EntityDetails,
  GenerateServiceLastAccessedDetails$,
  type GenerateServiceLastAccessedDetailsRequest,
  type GenerateServiceLastAccessedDetailsResponse,
  GetServiceLastAccessedDetails$,
  type GetServiceLastAccessedDetailsRequest,
  type GetServiceLastAccessedDetailsResponse,
  GetServiceLastAccessedDetailsWithEntities$,
  type GetServiceLastAccessedDetailsWithEntitiesRequest,
  type GetServiceLastAccessedDetailsWithEntitiesResponse,
  type ServiceLastAccessed,
} from '@aws-sdk/client-iam';

import { refuseViolations } from '../protocol/validation.rules.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import { makeAccessReport } from './access-report.js';
import { noSuchEntity, onAccount, ownAccount } from './iam-account.js';
import { pageOf, sortedBy } from './iam-paging.rules.js';
import { type AccessReport, type ReportedService, type ReportedUse, iamStateOf } from './iam-state.js';
import { usesOf } from './service-use.js';

const GRANULARITY = { oneOf: ['SERVICE_LEVEL', 'ACTION_LEVEL'] } as const;
const JOB_ID = { minLength: 36, maxLength: 36 } as const;
const ARN = { minLength: 20, maxLength: 2048 } as const;
/** AWS keeps reports for a week; the sandbox keeps the last of an account. */
const MAX_REPORTS = 100;

export const generateServiceLastAccessedDetails = operation<
  GenerateServiceLastAccessedDetailsRequest,
  GenerateServiceLastAccessedDetailsResponse
>({
  schema: GenerateServiceLastAccessedDetails$,
  access: ({ Arn, Granularity }, call) => {
    refuseViolations({ Arn, Granularity }, { Arn: ARN, Granularity: GRANULARITY });
    const resourceAccountId = call.caller.accountId;
    return [{ action: 'iam:GenerateServiceLastAccessedDetails', resource: Arn ?? '*', resourceAccountId }];
  },
  handle: async ({ Arn = '', Granularity = 'SERVICE_LEVEL' }, call) => {
    const report = await makeAccessReport(call, Arn, Granularity);
    const { accessReports } = iamStateOf(call.world, call.caller.accountId);
    const [oldest] = accessReports.keys();
    if (oldest !== undefined && accessReports.size >= MAX_REPORTS) accessReports.delete(oldest);
    const JobId = randomUUID();
    accessReports.set(JobId, report);
    return { JobId };
  },
});

function reportOf(JobId: string | undefined, call: Call): AccessReport {
  const report = iamStateOf(call.world, call.caller.accountId).accessReports.get(JobId ?? '');
  if (report !== undefined) return report;
  throw noSuchEntity(`No report found for the job id ${JobId ?? ''}.`);
}

function onReport(action: string) {
  return (input: { readonly JobId?: string | undefined }, call: Call) => {
    refuseViolations({ JobId: input.JobId }, { JobId: JOB_ID });
    return onAccount(action)(input, call);
  };
}

function jobShape({ createdAt }: AccessReport) {
  return { JobStatus: 'COMPLETED', JobCreationDate: createdAt, JobCompletionDate: createdAt } as const;
}

export const getServiceLastAccessedDetails = operation<
  GetServiceLastAccessedDetailsRequest,
  GetServiceLastAccessedDetailsResponse
>({
  schema: GetServiceLastAccessedDetails$,
  access: onReport('iam:GetServiceLastAccessedDetails'),
  handle: (input, call) => {
    const report = reportOf(input.JobId, call);
    const { items, ...rest } = pageOf(report.services, ({ prefix }) => prefix, input);
    return {
      ...jobShape(report),
      JobType: report.granularity,
      ServicesLastAccessed: items.map(serviceShape),
      ...rest,
    };
  },
});

function serviceShape({ prefix, name, last, entities, actions }: ReportedService): ServiceLastAccessed {
  return {
    ServiceName: name,
    ServiceNamespace: prefix,
    ...(last === undefined
      ? {}
      : { LastAuthenticated: last.at, LastAuthenticatedEntity: last.entityArn, LastAuthenticatedRegion: last.region }),
    TotalAuthenticatedEntities: entities,
    ...(actions === undefined
      ? {}
      : { TrackedActionsLastAccessed: [...actions].map(([ActionName, use]) => ({ ActionName, ...actionUse(use) })) }),
  };
}

function actionUse(use: ReportedUse | undefined) {
  if (use === undefined) return {};
  return { LastAccessedEntity: use.entityArn, LastAccessedTime: use.at, LastAccessedRegion: use.region };
}

export const getServiceLastAccessedDetailsWithEntities = operation<
  GetServiceLastAccessedDetailsWithEntitiesRequest,
  GetServiceLastAccessedDetailsWithEntitiesResponse
>({
  schema: GetServiceLastAccessedDetailsWithEntities$,
  access: onReport('iam:GetServiceLastAccessedDetailsWithEntities'),
  handle: (input, call) => {
    const report = reportOf(input.JobId, call);
    const namespace = input.ServiceNamespace ?? '';
    if (!report.services.some(({ prefix }) => prefix === namespace)) {
      throw noSuchEntity(`The report has no service ${namespace}.`);
    }
    const details = report.entityArns.flatMap((arn) => entityDetails(call, arn, namespace));
    const keyOf = ({ EntityInfo }: EntityDetails): string => EntityInfo?.Arn ?? '';
    const { items, ...rest } = pageOf(sortedBy(details, keyOf), keyOf, input);
    return { ...jobShape(report), EntityDetailsList: [...items], ...rest };
  },
});

function entityDetails(call: Call, arn: string, namespace: string): readonly EntityDetails[] {
  const { users, roles } = ownAccount(call);
  const isUser = arn.includes(':user/');
  const name = arn.slice(arn.lastIndexOf('/') + 1).toLowerCase();
  const entity = isUser ? users.get(name) : roles.get(name);
  if (entity === undefined) return [];
  const use = usesOf(call.world, arn).get(namespace);
  const { name: Name, id: Id, path: Path } = entity;
  return [
    {
      EntityInfo: { Arn: arn, Name, Type: isUser ? 'USER' : 'ROLE', Id, Path },
      ...(use === undefined ? {} : { LastAuthenticated: use.last.at }),
    },
  ];
}
