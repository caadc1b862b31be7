/** Plain JSON, as far as anybody looks into it. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** Who made a call, as CloudTrail tells. */
export interface TrailCaller {
  /** `AssumedRole`, `IAMUser`, `Root`, `AWSService`, `AWSAccount`, … */
  readonly type: string;
  /** Of a session: `arn:aws:sts::…:assumed-role/name/session`. */
  readonly arn: string | null;
  /** Of a session's role; its path included. */
  readonly issuerArn: string | null;
  readonly invokedBy: string | null;
}

/** A call that CloudTrail recorded, reduced to what is looked at. Source: CloudTrail User Guide, "record contents". */
export interface TrailEvent {
  readonly eventId: string;
  readonly eventTime: Date;
  /** The part before `.amazonaws.com`: `iam`. */
  readonly service: string;
  /** Without the version that Lambda writes behind it. */
  readonly eventName: string;
  readonly region: string;
  /** The account that the record is for. */
  readonly accountId: string;
  readonly caller: TrailCaller;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly isReadOnly: boolean;
  readonly request: JsonRecord;
  readonly response: JsonRecord;
  readonly resources: readonly { readonly arn: string; readonly accountId: string | null }[];
}

/** What a message of the queue turned out to be. */
export type ReadMessage =
  | { readonly kind: 'call'; readonly event: TrailEvent }
  /** An event, but none that tells of a call. */
  | { readonly kind: 'foreign' }
  | { readonly kind: 'unreadable'; readonly reason: string };
