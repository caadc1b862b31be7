import type { AssumeRole$ } from '@aws-sdk/client-sts';
import type { XmlShapeSerializer } from '@aws-sdk/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';

/** The schema objects that the AWS SDK's clients ship, one for each operation of a service. */
export type OperationSchema = typeof AssumeRole$;
export type AnySchema = Parameters<XmlShapeSerializer['write']>[0];

/** What the SDK's own client configuration says of a service. */
export interface ServiceModel {
  /** `com.amazonaws.sts` */
  readonly namespace: string;
  readonly xmlNamespace: string;
  readonly version: string;
  /** Every operation AWS has, so that "not in the sandbox" and "not in AWS" get different answers. */
  readonly operations: readonly OperationSchema[];
}

/** The operation schemas among the exports of an SDK client. */
export function operationSchemasOf(client: object): readonly OperationSchema[] {
  return Object.values(client).filter(isOperationSchema);
}

function isOperationSchema(value: unknown): value is OperationSchema {
  return Array.isArray(value) && value[0] === 9;
}

/** The name of an operation: `AssumeRole`. */
export function operationName(schema: OperationSchema): string {
  return schema[2];
}

/** Normalised schema of what goes in. */
export function inputOf(schema: OperationSchema): NormalizedSchema {
  return NormalizedSchema.of(schema[4] as AnySchema);
}

/** Normalised schema of what comes out. */
export function outputOf(schema: OperationSchema): NormalizedSchema {
  return NormalizedSchema.of(schema[5] as AnySchema);
}

/** Names of the members a caller must give, which schemas list first. */
export function requiredMembersOf(ns: NormalizedSchema): readonly string[] {
  const schema: unknown = ns.getSchema();
  if (!Array.isArray(schema)) return [];
  const names = schema[4] as readonly string[];
  return names.slice(0, (schema[6] as number | undefined) ?? 0);
}
