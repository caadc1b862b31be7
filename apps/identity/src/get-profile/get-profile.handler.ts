import { Controller } from '@nestjs/common';
import { getProfile, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import type { VerifiedActor } from '@gatehouse/messaging';
import { Handles } from '@gatehouse/service-host';

/** The token says it all: it was made from the person by this service, minutes ago at most. */
@Controller()
export class GetProfileHandler {
  @Handles(getProfile)
  handle(_request: RequestOf<typeof getProfile>, actor: VerifiedActor): Promise<ReplyOf<typeof getProfile>> {
    const { id: personId, displayName, groups, privileges, signedInBy } = actor;
    return Promise.resolve({ person: { personId, displayName, groups, privileges }, signedInBy });
  }
}
