import type { EligibilitySource } from '@gatehouse/plugin-sdk';

/** Every source that says who may assume a role, with the spelling that identities are compared in. */
export class EligibilitySources {
  constructor(
    readonly all: readonly EligibilitySource[],
    readonly spelling: { readonly forceLowerCase: boolean },
  ) {}

  /** What was looked at, for people who wonder why they are not eligible. */
  get considered(): string[] {
    return this.all.flatMap(({ considers }) => [...considers]);
  }
}
