import type { ResourceSource } from '../state/resource-view.js';
import { identitiesOf } from './ses-state.js';

const TYPE = 'AWS::SES::EmailIdentity';

export const sesResources: ResourceSource = {
  types: [TYPE],
  *list(world, accountId) {
    for (const { name, arn, region, createdAt, tags, kind } of identitiesOf(world, accountId)) {
      const configuration = () => ({ emailIdentity: name, identityType: kind });
      yield { arn, type: TYPE, id: name, name, accountId, region, createdAt, tags, configuration };
    }
  },
};
