import type { EligibilityReason } from '@gatehouse/contracts';
import type { EligibilitySource, RoleFacts } from '@gatehouse/plugin-sdk';
import { reasonsInTags, type TagRules } from './role-tags.rules.js';

/** Whoever a tag of the role names may assume it. */
export class RoleTagEligibility implements EligibilitySource {
  readonly id = 'role-tags';
  readonly considers: readonly string[];

  constructor(private readonly rules: TagRules) {
    this.considers = [...rules.authorizedTags, ...rules.cliOnlyTags];
  }

  reasonsFor({ tags }: RoleFacts): readonly EligibilityReason[] {
    return reasonsInTags(tags, this.rules);
  }
}
