import { AwsError } from './aws-error.js';

/** A bound on one member of a request, in the vocabulary of AWS's service models. */
export interface Constraint {
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly min?: number;
  readonly max?: number;
  /** Pattern as AWS prints it; the whole value must match. */
  readonly pattern?: string;
  readonly oneOf?: readonly string[];
}

const compiled = new Map<string, RegExp>();

/** The members that break their constraints, as AWS words them. */
export function violations(
  input: Readonly<Record<string, unknown>>,
  constraints: Readonly<Record<string, Constraint>>,
): readonly string[] {
  return Object.entries(constraints).flatMap(([member, constraint]) => {
    const value = input[member];
    if (value === undefined || value === null) return [];
    const broken = brokenBy(value as string | number, constraint);
    const quoted = typeof value === 'string' && value.length > 128 ? `${value.slice(0, 128)}...` : String(value);
    return broken.map((what) => `Value '${quoted}' at '${lowerFirst(member)}' failed to satisfy constraint: ${what}`);
  });
}

/** Throws AWS's ValidationError that lists every broken constraint. */
export function refuseViolations(
  input: Readonly<Record<string, unknown>>,
  constraints: Readonly<Record<string, Constraint>>,
  code = 'ValidationError',
): void {
  const found = violations(input, constraints);
  if (found.length > 0) throw new AwsError(code, validationMessage(found));
}

/** `2 validation errors detected: …; …`. */
export function validationMessage(found: readonly string[]): string {
  return `${String(found.length)} validation error${found.length === 1 ? '' : 's'} detected: ${found.join('; ')}`;
}

/** The sentence for a member that must be given and was not. */
export function missingMember(member: string): string {
  return `Value null at '${lowerFirst(member)}' failed to satisfy constraint: Member must not be null`;
}

function brokenBy(value: string | number, constraint: Constraint): readonly string[] {
  return typeof value === 'number' ? brokenNumber(value, constraint) : brokenText(value, constraint);
}

function brokenNumber(value: number, { min, max }: Constraint): readonly string[] {
  if (min !== undefined && value < min) return [`Member must have value greater than or equal to ${String(min)}`];
  if (max !== undefined && value > max) return [`Member must have value less than or equal to ${String(max)}`];
  return [];
}

function brokenText(value: string, constraint: Constraint): readonly string[] {
  const { pattern, oneOf } = constraint;
  const broken = [...brokenLength(value, constraint)];
  if (pattern !== undefined && !matcher(pattern).test(value)) {
    broken.push(`Member must satisfy regular expression pattern: ${pattern}`);
  }
  if (oneOf !== undefined && !oneOf.includes(value)) {
    broken.push(`Member must satisfy enum value set: [${oneOf.join(', ')}]`);
  }
  return broken;
}

function brokenLength(value: string, { minLength, maxLength }: Constraint): readonly string[] {
  if (minLength !== undefined && value.length < minLength) {
    return [`Member must have length greater than or equal to ${String(minLength)}`];
  }
  if (maxLength !== undefined && value.length > maxLength) {
    return [`Member must have length less than or equal to ${String(maxLength)}`];
  }
  return [];
}

function matcher(pattern: string): RegExp {
  let known = compiled.get(pattern);
  if (known === undefined) {
    known = new RegExp(`^(?:${pattern})$`, 'u');
    compiled.set(pattern, known);
  }
  return known;
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
