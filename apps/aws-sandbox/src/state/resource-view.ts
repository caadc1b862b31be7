import type { Tags, World } from './model.js';

/** A resource of any service, as Config, the Tagging API and the control page see it. */
export interface ResourceView {
  readonly arn: string;
  /** CloudFormation's name of the type: `AWS::SQS::Queue`. */
  readonly type: string;
  /** What Config calls the resource id: a name, an id or a URL, as each type has it. */
  readonly id: string;
  readonly name: string;
  readonly accountId: string;
  /** `global` for IAM. */
  readonly region: string;
  readonly createdAt: Date | undefined;
  readonly tags: Tags;
  /** What Config records as the resource's configuration. */
  readonly configuration: () => Readonly<Record<string, unknown>>;
  /** What Config records beside it, as the bucket policy of a bucket. */
  readonly supplementary?: () => Readonly<Record<string, unknown>>;
}

/** What a service has to show of the resources it keeps. */
export interface ResourceSource {
  /** CloudFormation's names of the types it lists. */
  readonly types: readonly string[];
  /**
   * The resources of one account, of every region. Of those named, also what is there though nobody ever looked, such
   * as the default VPC.
   */
  readonly list: (world: World, accountId: string, regions?: readonly string[]) => Iterable<ResourceView>;
  /** The resource of an ARN, where there is a shorter way than through the list. */
  readonly find?: (world: World, arn: string) => ResourceView | undefined;
}
