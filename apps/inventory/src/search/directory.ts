/** An account, as far as searching knows it. */
export interface ListedAccount {
  readonly accountId: string;
  readonly name: string;
  readonly ouPath: string;
}

/** A type and region in which there are, or were, resources, and how their ARNs begin: `arn:aws:sqs:eu-west-1`. */
export interface ListedPlace {
  readonly placeId: number;
  readonly resourceType: string;
  readonly region: string;
  readonly arnHead: string;
}

/** The few things that many resources share: names in it are resolved before any resource is looked at. */
export interface Directory {
  readonly accounts: readonly ListedAccount[];
  readonly places: readonly ListedPlace[];
}
