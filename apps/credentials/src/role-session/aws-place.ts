import type { RoleSessions } from '@gatehouse/aws';

/** Where credentials are good for, told together with them. */
export class AwsPlace {
  #endpointUrl: Promise<string | null> | undefined;

  constructor(
    /** Where to begin, e.g. `us-east-1`. */
    readonly region: string,
    private readonly roleSessions: RoleSessions,
  ) {}

  /** Where AWS answers, when it is not the public AWS. */
  endpointUrl(): Promise<string | null> {
    return (this.#endpointUrl ??= this.roleSessions.endpointUrl());
  }
}
