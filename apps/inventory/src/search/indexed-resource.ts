/** What the index is told of a resource. */
export interface IndexedResource {
  readonly arn: string;
  readonly accountId: string;
  readonly resourceType: string;
  readonly region: string;
  readonly name: string;
  readonly owner: string | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly isPublic: boolean | null;
  /** In microseconds since 1970. */
  readonly changedAt: number;
  /** A principal's last use, in days since 1970; 0 for what is not used as principals are. */
  readonly unusedSince: number;
  readonly isDenied: boolean;
}
