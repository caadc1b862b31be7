/** Who brought a change about, and when: what CloudTrail tells. */
export interface ChangeCause {
  readonly changedAt: Date;
  /** ARN of who did it; null when it is not told. */
  readonly changedBy: string | null;
}

/** When something was read, as far as storing it depends on that. */
export interface ReadMoment {
  /** Not later than the reading began: what was stored since then is newer, and stays. */
  readonly readAt: Date;
  readonly cause?: ChangeCause;
}
