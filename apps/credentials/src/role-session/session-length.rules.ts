/** Length of a session nobody asked a length for, in seconds. */
const USUAL_SECONDS = 3_600;
/** STS gives no shorter one. */
const SHORTEST_SECONDS = 900;

/** What limits a session, in seconds. */
export interface SessionLimits {
  /** Of the role. */
  readonly roleMaximum: number;
  /** Of the hub: an hour when it is itself a role session. */
  readonly hubMaximum: number;
}

/** How long a session lasts: as asked, but never longer than the role and the hub allow. */
export function sessionSeconds(requested: number | undefined, { roleMaximum, hubMaximum }: SessionLimits): number {
  return Math.max(SHORTEST_SECONDS, Math.min(requested ?? USUAL_SECONDS, roleMaximum, hubMaximum));
}
