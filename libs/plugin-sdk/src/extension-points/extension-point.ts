/** A place where plugins can add something; `Extension` is the interface they implement. */
export interface ExtensionPoint<Extension> {
  readonly name: string;
  /** Goes up when an implementation that worked may not any more. */
  readonly apiVersion: number;
  /** Carries the type; never set. */
  readonly extension?: Extension;
}
