import type { ExtensionPoint } from './extension-point.js';

/** A call that was refused, as a source tells it. */
export interface RefusedCall {
  /** Of this one call, stable: told twice, it counts once. Up to 200 characters. */
  readonly id: string;
  /** ARN of the role or user; of a session, of its role. */
  readonly principalArn: string;
  /** Name of the role session: who it happened to. Null when it is not known. */
  readonly sessionName: string | null;
  /** `s3:GetObject` */
  readonly action: string;
  /** ARN of what was asked for; `*` when it is not known. */
  readonly resourceArn: string;
  /** Where the call went: `eu-west-1`. Absent or null when it is not known. */
  readonly region?: string | null;
  readonly errorCode: string;
  readonly errorMessage: string;
  readonly at: Date;
}

/** Some refused calls, in the order of the source, and where the next ones begin. */
export interface ErrorPage {
  readonly calls: readonly RefusedCall[];
  /** What `read` is given to go on after this page: text of the source's own making, up to 4,000 characters. */
  readonly position: string;
}

/** Tells of calls that AWS refused, where CloudTrail's management events do not: access logs, a search cluster, a warehouse. */
export interface ErrorSource {
  /** Unique among the sources, stable, in kebab-case; shown with what it told. Never `cloudtrail`. */
  readonly id: string;
  /**
   * Pages of what is new since a position, oldest first; null for everything of the last week. It ends when nothing more is
   * there by now, and rejects when the source cannot be asked or the signal says so. Reading on from any position that it
   * gave tells nothing twice and leaves nothing out.
   */
  read(after: string | null, signal: AbortSignal): AsyncIterable<ErrorPage>;
}

/** Offered by inventory, which asks every minute, and counts what it is told with what CloudTrail tells. */
export const errorSources: ExtensionPoint<ErrorSource> = { name: 'errorSources', apiVersion: 1 };
