import { GetPublicAccessBlockCommand, S3ControlClient, type S3ControlClientConfig } from '@aws-sdk/client-s3-control';
import type { AwsClients } from '@gatehouse/aws';
import { isAbsence, isDenial } from '../aws-answer.rules.js';
import type { Place } from '../collector.js';
import { blockOf, type PublicAccessBlock } from './public-access.rules.js';

/** What reading the block of an account needs. */
export const ACCOUNT_BLOCK_PERMISSION = 's3:GetAccountPublicAccessBlock';

/**
 * S3 Control puts the account's id in front of the host's name. Where AWS_ENDPOINT_URL names a host of one's own, that is
 * a name of nobody; the call has the id in a header as well.
 */
export class AccountS3Client extends S3ControlClient {
  constructor(config: S3ControlClientConfig) {
    super(config);
    const usual = this.config.endpointProvider;
    this.config.endpointProvider = (parameters, context) =>
      usual(parameters.Endpoint === undefined ? parameters : { ...parameters, RequiresAccountId: false }, context);
  }
}

/** The block of an account; `unreadable` when the reader may not ask, which says nothing of the buckets themselves. */
export async function readAccountBlock(
  clients: AwsClients,
  { accountId, signal }: Pick<Place, 'accountId' | 'signal'>,
): Promise<PublicAccessBlock | 'unreadable' | null> {
  const client = clients.for(AccountS3Client, { accountId });
  try {
    const command = new GetPublicAccessBlockCommand({ AccountId: accountId });
    const { PublicAccessBlockConfiguration } = await client.send(command, { abortSignal: signal });
    return blockOf(PublicAccessBlockConfiguration);
  } catch (error) {
    if (isAbsence(error, ['NoSuchPublicAccessBlockConfiguration'])) return null;
    if (isDenial(error)) return 'unreadable';
    throw error;
  }
}
