import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { RoleSessions } from '@gatehouse/aws';
import { Logger } from '@gatehouse/telemetry';
import { AwsPlace } from './aws-place.js';

/** Says at start as whom and where sessions are made, which also spares the first person the asking. */
@Injectable()
export class AnnounceHub implements OnApplicationBootstrap {
  constructor(
    private readonly roleSessions: RoleSessions,
    private readonly place: AwsPlace,
    private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    void this.announce();
  }

  private async announce(): Promise<void> {
    const [hub, endpointUrl] = await Promise.all([this.roleSessions.hub(), this.place.endpointUrl()]);
    this.log.info(
      { hubRoleArn: hub.roleArn, longestSessionSeconds: hub.longestSeconds, endpointUrl, region: this.place.region },
      hub.roleArn === null ? 'The hub is no role session, or AWS does not say.' : 'The hub is a role session.',
    );
  }
}
