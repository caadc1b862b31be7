import {
  GenerateServiceLastAccessedDetailsCommand,
  GetServiceLastAccessedDetailsCommand,
  IAMClient,
  type GetServiceLastAccessedDetailsResponse,
  type ServiceLastAccessed,
} from '@aws-sdk/client-iam';
import type { AwsClients } from '@gatehouse/aws';
import { accessReportOf, type AccessReport, type ReportedService } from './access-report.rules.js';

/** What came of asking for a report: `lost` when IAM does not know, or could not make it. */
export type FetchedReport = AccessReport | 'being-made' | 'lost';

/** IAM's reports of the services that a principal used. Making one takes IAM seconds to minutes. */
export abstract class AccessReports {
  /** What asking needs. */
  static readonly awsPermissions = ['iam:GenerateServiceLastAccessedDetails', 'iam:GetServiceLastAccessedDetails'];

  /** Has a report made and gives the id to fetch it by. Rejects with the AWS SDK's error. */
  abstract ask(accountId: string, arn: string, signal: AbortSignal): Promise<string>;

  /** Rejects with the AWS SDK's error. */
  abstract fetch(accountId: string, jobId: string, signal: AbortSignal): Promise<FetchedReport>;
}

/** The most that IAM puts on a page. */
const PAGE_SIZE = 1_000;
/** Pages of a report: AWS has some hundred services. */
const MOST_PAGES = 10;

/** As IAM tells, over clients of its own: being throttled here slows down nobody who reads the account. */
export class IamAccessReports extends AccessReports {
  constructor(private readonly clients: AwsClients) {
    super();
  }

  override async ask(accountId: string, arn: string, signal: AbortSignal): Promise<string> {
    const command = new GenerateServiceLastAccessedDetailsCommand({ Arn: arn, Granularity: 'SERVICE_LEVEL' });
    const { JobId } = await this.iam(accountId).send(command, { abortSignal: signal });
    if (JobId === undefined) throw new Error('IAM gave no id for the report.');
    return JobId;
  }

  override async fetch(accountId: string, jobId: string, signal: AbortSignal): Promise<FetchedReport> {
    const services: ReportedService[] = [];
    let marker: string | undefined;
    for (let pages = 0; pages < MOST_PAGES; pages += 1) {
      const command = new GetServiceLastAccessedDetailsCommand({ JobId: jobId, MaxItems: PAGE_SIZE, Marker: marker });
      const answer = await unlessUnknown(this.iam(accountId).send(command, { abortSignal: signal }));
      if (answer === null) return 'lost';
      if (!isMade(answer)) return answer.JobStatus === 'IN_PROGRESS' ? 'being-made' : 'lost';
      services.push(...answer.ServicesLastAccessed);
      marker = answer.IsTruncated === true ? answer.Marker : undefined;
      if (marker === undefined) return accessReportOf(services, answer.JobCompletionDate);
    }
    return 'lost';
  }

  private iam(accountId: string): IAMClient {
    return this.clients.for(IAMClient, { accountId, lane: 'service-usage' });
  }
}

async function unlessUnknown<T>(asking: Promise<T>): Promise<T | null> {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSuchEntityException') return null;
    throw error;
  }
}

interface Made extends GetServiceLastAccessedDetailsResponse {
  readonly ServicesLastAccessed: ServiceLastAccessed[];
  readonly JobCompletionDate: Date;
}

function isMade(answer: GetServiceLastAccessedDetailsResponse): answer is Made {
  const { JobStatus, ServicesLastAccessed, JobCompletionDate } = answer;
  return JobStatus === 'COMPLETED' && ServicesLastAccessed !== undefined && JobCompletionDate !== undefined;
}
