import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import type { AwsClients } from '@gatehouse/aws';
import { isOfReaderRole } from './aws-answer.rules.js';

/** The configured regions as an account has them. */
export interface RegionsOfAccount {
  readonly enabled: readonly string[];
  readonly disabled: readonly string[];
}

/** Which of the configured regions an account has enabled. */
export abstract class EnabledRegions {
  /** What asking needs. */
  static readonly awsPermissions = ['ec2:DescribeRegions'];

  /** Rejects with the AWS SDK's error when nothing of the account can be read. */
  abstract of(accountId: string, signal: AbortSignal): Promise<RegionsOfAccount>;
}

/** As EC2 tells. Where it does not, every configured region counts as enabled: those that are not show it themselves. */
export class Ec2EnabledRegions extends EnabledRegions {
  constructor(
    private readonly clients: AwsClients,
    private readonly configured: readonly string[],
  ) {
    super();
  }

  override async of(accountId: string, signal: AbortSignal): Promise<RegionsOfAccount> {
    const ec2 = this.clients.for(EC2Client, { accountId });
    try {
      const { Regions } = await ec2.send(new DescribeRegionsCommand({}), { abortSignal: signal });
      const names = new Set((Regions ?? []).map(({ RegionName }) => RegionName));
      return {
        enabled: this.configured.filter((region) => names.has(region)),
        disabled: this.configured.filter((region) => !names.has(region)),
      };
    } catch (error) {
      signal.throwIfAborted();
      if (isOfReaderRole(error)) throw error;
      return { enabled: this.configured, disabled: [] };
    }
  }
}
