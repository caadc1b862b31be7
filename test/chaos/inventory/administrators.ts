import { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient, paginateListAccounts } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';

/** The regions that the embedded organization's configuration reads. */
export const REGIONS = ['us-east-1', 'eu-west-1'];

/** The management account's administrator, as apps/aws-sandbox/README.md names them. */
const BREAK_GLASS = {
  accessKeyId: 'AKIASANDBOXROOTDEMO1',
  secretAccessKey: 'sandbox-break-glass-secret-not-aws-0001',
};
const MANAGEMENT = '100000000001';

/** Clients of somebody who may do everything in an account. */
export interface AccountAdministrator {
  readonly accountId: string;
  readonly iam: IAMClient;
  readonly s3: S3Client;
  readonly sqs: (region: string) => SQSClient;
  readonly sns: (region: string) => SNSClient;
}

/** Administrators of every account, who see the sandbox without Gatehouse. */
export class Administrators {
  readonly #known = new Map<string, AccountAdministrator>();

  constructor(private readonly endpoint: string) {}

  of(accountId: string): AccountAdministrator {
    const found = this.#known.get(accountId) ?? this.make(accountId);
    this.#known.set(accountId, found);
    return found;
  }

  /** Ids of all accounts that are open. */
  async activeAccounts(): Promise<string[]> {
    const client = new OrganizationsClient({ endpoint: this.endpoint, region: 'us-east-1', credentials: BREAK_GLASS });
    const ids: string[] = [];
    for await (const { Accounts = [] } of paginateListAccounts({ client }, {})) {
      ids.push(...Accounts.filter(({ State, Status }) => (State ?? Status) === 'ACTIVE').map(({ Id = '' }) => Id));
    }
    return ids;
  }

  private make(accountId: string): AccountAdministrator {
    const { endpoint } = this;
    const credentials =
      accountId === MANAGEMENT
        ? BREAK_GLASS
        : fromTemporaryCredentials({
            masterCredentials: BREAK_GLASS,
            params: {
              RoleArn: `arn:aws:iam::${accountId}:role/OrganizationAccountAccessRole`,
              RoleSessionName: 'chaos',
            },
            clientConfig: { endpoint, region: 'us-east-1', maxAttempts: 10 },
          });
    const at = (region: string) => ({ endpoint, region, credentials, maxAttempts: 10 });
    const sqs = new Map(REGIONS.map((region) => [region, new SQSClient(at(region))]));
    const sns = new Map(REGIONS.map((region) => [region, new SNSClient(at(region))]));
    return {
      accountId,
      iam: new IAMClient(at('us-east-1')),
      s3: new S3Client({ ...at('us-east-1'), forcePathStyle: true, followRegionRedirects: true }),
      sqs: (region) => present(sqs.get(region)),
      sns: (region) => present(sns.get(region)),
    };
  }
}

function present<T>(client: T | undefined): T {
  if (client === undefined) throw new Error('There is no client for this region.');
  return client;
}
