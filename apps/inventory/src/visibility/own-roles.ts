import { Injectable } from '@nestjs/common';
import { ContractFailure, explainEligibility, RoleArn } from '@gatehouse/contracts';
import { ServiceClient, type VerifiedActor } from '@gatehouse/messaging';
import { Logger } from '@gatehouse/telemetry';
import { told } from './told.js';

/** Roles that people may use: they see them wherever they are. */
@Injectable()
export class OwnRoles {
  constructor(
    private readonly services: ServiceClient,
    private readonly log: Logger,
  ) {}

  /** False for what is no role. Throws `DEPENDENCY_UNAVAILABLE` when it cannot be told. */
  async has(actor: VerifiedActor, arn: string): Promise<boolean> {
    return RoleArn.safeParse(arn).success && (await told(this.isEligible(actor, arn), this.log));
  }

  private async isEligible(actor: VerifiedActor, roleArn: string): Promise<boolean> {
    try {
      return (await this.services.call(explainEligibility, actor, { roleArn })).eligible;
    } catch (error) {
      if (error instanceof ContractFailure && error.failure.reason === 'ROLE_UNKNOWN') return false;
      throw error;
    }
  }
}
