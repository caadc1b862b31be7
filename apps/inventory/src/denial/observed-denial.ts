/** A call that was refused, as somebody told of it. */
export interface ObservedDenial {
  /** Of this one call, at its source: a call that is told twice counts once. */
  readonly sightingId: string;
  /** The role or user; of a session, its role. */
  readonly principalArn: string;
  readonly sessionName: string | null;
  /** `s3:GetObject` */
  readonly action: string;
  /** `*` when none is named. */
  readonly resourceArn: string;
  /** Where the call went; null when nobody tells. */
  readonly region: string | null;
  readonly errorCode: string;
  readonly errorMessage: string;
  /** `cloudtrail`, or the id of an error source. */
  readonly source: string;
  readonly at: Date;
}
