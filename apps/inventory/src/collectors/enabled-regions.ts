import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import type { AwsClients } from '@gatehouse/aws';
import { isOfReaderRole } from './aws-answer.rules.js';

/** The regions that are to be read of an account, as it has them. */
export interface RegionsOfAccount {
  readonly enabled: readonly string[];
  readonly disabled: readonly string[];
}

/** An account, and the regions that are to be read of it: the usual ones when null. */
export interface AccountToRead {
  readonly accountId: string;
  readonly regions: readonly string[] | null;
}

/** Which of the regions that are to be read an account has enabled. */
export abstract class EnabledRegions {
  /** What asking needs. */
  static readonly awsPermissions = ['ec2:DescribeRegions'];

  /** Rejects with the AWS SDK's error when nothing of the account can be read. */
  abstract of(account: AccountToRead, signal: AbortSignal): Promise<RegionsOfAccount>;
}

/** As EC2 tells. Where it does not, every region that is to be read counts as enabled: those that are not show it themselves. */
export class Ec2EnabledRegions extends EnabledRegions {
  constructor(
    private readonly clients: AwsClients,
    private readonly usual: readonly string[],
  ) {
    super();
  }

  override async of({ accountId, regions }: AccountToRead, signal: AbortSignal): Promise<RegionsOfAccount> {
    const wanted = regions ?? this.usual;
    const ec2 = this.clients.for(EC2Client, { accountId });
    try {
      const { Regions } = await ec2.send(new DescribeRegionsCommand({}), { abortSignal: signal });
      const names = new Set((Regions ?? []).map(({ RegionName }) => RegionName));
      return {
        enabled: wanted.filter((region) => names.has(region)),
        disabled: wanted.filter((region) => !names.has(region)),
      };
    } catch (error) {
      signal.throwIfAborted();
      if (isOfReaderRole(error)) throw error;
      return { enabled: wanted, disabled: [] };
    }
  }
}
