import type { Secret } from '@gatehouse/contracts';
import type { AwsProblem } from '../clients/aws-problem.js';

/** What a role session is to be like. */
export interface RoleSessionOrder {
  readonly roleArn: string;
  /** Of the person, as STS takes it (`sessionNameOf`); also the SourceIdentity. */
  readonly sessionName: string;
  /** 900 to 43,200 seconds; AWS refuses more than the role allows. */
  readonly durationSeconds: number;
  /** Session tags, at most 50; keys up to 128 and values up to 256 characters. */
  readonly tags: Readonly<Record<string, string>>;
  /** JSON text of a session policy, up to 2,048 characters; narrows what the role may do. */
  readonly sessionPolicy?: string;
}

/** `full`: SourceIdentity and session tags were set; `name-only`: the trust policy allowed neither. */
export type Attribution = 'full' | 'name-only';

/** One set of temporary credentials. */
export interface RoleSession {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  readonly sessionToken: Secret;
  readonly expiresAt: Date;
  readonly attribution: Attribution;
  /** AWS's id of the request, to find it in CloudTrail. */
  readonly awsRequestId: string | null;
}

/** A role session could not be had; `problem.kind` says whose move it is. */
export class RoleSessionFailure extends Error {
  override readonly name = 'RoleSessionFailure';

  constructor(
    readonly problem: AwsProblem,
    options?: ErrorOptions,
  ) {
    super(`${problem.code}: ${problem.message}`, options);
  }
}

/** The hub's own identity, from which every role session is made. */
export interface Hub {
  /** The role that trust policies have to name; null when the hub is no role session, or could not be told. */
  readonly roleArn: string | null;
  /** The longest session it can give, in seconds: an hour when it is itself a role session, or cannot be told. */
  readonly longestSeconds: number;
}

/** Makes role sessions for people. */
export abstract class RoleSessions {
  /** Assumes the role. Rejects with `RoleSessionFailure`, also when STS does not answer in time. */
  abstract assume(order: RoleSessionOrder): Promise<RoleSession>;

  /** Who the hub is, as far as can be told: never rejects. Asked of STS once and remembered. */
  abstract hub(): Promise<Hub>;

  /** Where AWS answers when it is not the public AWS, e.g. a loopback endpoint; otherwise null. */
  abstract endpointUrl(): Promise<string | null>;
}
