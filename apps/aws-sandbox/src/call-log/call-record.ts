import type { DecisionReason, LayerName, Verdict } from '@gatehouse/iam-policy';

/** Who made a call, as it was at the time: the parts of CloudTrail's `userIdentity`. */
export interface CallerFacts {
  /** CloudTrail's types of identity. */
  readonly type:
    'AWSService' | 'Anonymous' | 'AssumedRole' | 'FederatedUser' | 'IAMUser' | 'Root' | 'SAMLUser' | 'WebIdentityUser';
  /** `AROA…:<session>`, `AIDA…` */
  readonly principalId: string | undefined;
  /** The caller's ARN; of an AWS service its name. */
  readonly arn: string | undefined;
  readonly accountId: string | undefined;
  readonly accessKeyId: string | undefined;
  readonly userName: string | undefined;
  readonly session: SessionContext | undefined;
}

/** Where a caller's temporary credentials come from. */
export interface SessionContext {
  readonly issuer: SessionIssuer | undefined;
  readonly createdAt: Date;
  readonly multiFactor: boolean;
  readonly sourceIdentity: string | undefined;
}

export interface SessionIssuer {
  readonly type: 'Role' | 'IAMUser';
  readonly principalId: string;
  readonly arn: string;
  readonly accountId: string;
  readonly userName: string;
}

/** What came of a call. */
export type CallOutcome =
  /** Done. */
  | 'answered'
  /** A policy, or the lack of one, is against it. */
  | 'denied'
  /** Wrong input, something missing, a limit. */
  | 'refused'
  /** Nobody knows who called: no signature, or none that fits. */
  | 'unrecognised'
  /** The sandbox does not have the service or the operation. */
  | 'unknown'
  /** The weather got in the way: throttled, failed, dropped. */
  | 'weather'
  /** The sandbox itself broke. */
  | 'broken';

/** What the policies said, without the reasons; those are made when somebody asks. */
export interface RecordedVerdict {
  readonly verdict: Verdict;
  readonly layer: LayerName;
  readonly reason: DecisionReason;
  readonly action: string;
  readonly resource: string;
}

export type JsonObject = Readonly<Record<string, unknown>>;

/** One call as it happened. Plain data: it lives in the world and is saved with it. */
export interface CallRecord {
  readonly id: string;
  readonly time: Date;
  /** The caller's account first, then those whose resources a cross-account call was about. */
  readonly accountIds: readonly string[];
  /** The same in each account's event of one cross-account call. */
  readonly sharedId: string | undefined;
  readonly region: string;
  readonly caller: CallerFacts | undefined;
  /** Signing name: `sts`. */
  readonly service: string;
  /** Empty when the request names none that AWS has. */
  readonly operation: string;
  readonly requestId: string;
  readonly userAgent: string;
  readonly sourceIp: string;
  /** The `Host` header. */
  readonly host: string;
  readonly parameters: JsonObject | undefined;
  readonly response: JsonObject | undefined;
  readonly resources: ReadonlyArray<{ readonly arn: string; readonly accountId: string }>;
  readonly outcome: CallOutcome;
  readonly error: { readonly code: string; readonly message: string } | undefined;
  readonly decision: RecordedVerdict | undefined;
}
