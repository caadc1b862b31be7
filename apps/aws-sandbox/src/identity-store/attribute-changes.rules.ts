import { AwsError } from '../protocol/aws-error.js';

/** One change of an attribute, as UpdateUser and UpdateGroup take it. */
export interface AttributeChange {
  readonly AttributePath?: string | undefined;
  readonly AttributeValue?: unknown;
}

type Attributes = Readonly<Record<string, unknown>>;

/** The members after changes. A path is written small (`displayName`, `name.givenName`); no value takes one away. */
export function changed(
  current: Attributes,
  changes: readonly AttributeChange[],
  paths: readonly string[],
): Attributes {
  return changes.reduce((attributes, { AttributePath = '', AttributeValue }) => {
    const path = paths.find((each) => each.toLowerCase() === AttributePath.toLowerCase());
    if (path === undefined) {
      throw new AwsError('ValidationException', `The attribute path ${AttributePath} is not one that can be changed.`);
    }
    return withValue(attributes, path.split('.').map(capitalised), AttributeValue ?? undefined);
  }, current);
}

function withValue(attributes: Attributes, [name = '', ...rest]: readonly string[], value: unknown): Attributes {
  const inner = attributes[name];
  const nested = typeof inner === 'object' && inner !== null ? (inner as Attributes) : {};
  return { ...attributes, [name]: rest.length === 0 ? value : withValue(nested, rest, value) };
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
