import type { AccessQuestion, ContextValue } from '../authorization/access-question.js';
import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import { partitionOf } from '../state/lookup.js';
import { type FunctionReference, functionArn, readFunctionName } from './function-name.rules.js';
import { type FunctionPolicy, LATEST, type LambdaFunction, functionsIn } from './lambda-state.js';

/** Members with which a caller names a function. */
export interface NamesFunction {
  readonly FunctionName?: string | undefined;
  readonly Qualifier?: string | undefined;
}

/** The function a call is about, there or not. */
export interface FunctionTarget {
  readonly reference: FunctionReference;
  readonly accountId: string;
  readonly region: string;
  /** Without qualifier. */
  readonly arn: string;
  /** With the qualifier that the caller gave. */
  readonly qualifiedArn: string;
  readonly found: LambdaFunction | undefined;
}

/** Finds the function that a caller names, which may be another account's. */
export function targetOf(call: Pick<Call, 'world' | 'caller' | 'region'>, input: NamesFunction): FunctionTarget {
  const reference = readFunctionName(input.FunctionName ?? '', input.Qualifier);
  const { name, qualifier } = reference;
  const place = { accountId: reference.accountId ?? call.caller.accountId, region: reference.region ?? call.region };
  const arn = functionArn(partitionOf(call.world, place.accountId), place, name);
  return {
    reference,
    ...place,
    arn,
    qualifiedArn: qualifier === undefined ? arn : `${arn}:${qualifier}`,
    found: place.region === call.region ? functionsIn(call.world, place).get(name) : undefined,
  };
}

/** The function of a call that needs one; its qualifier, where given, must be there too. */
export function functionOf(call: Pick<Call, 'world' | 'caller' | 'region'>, input: NamesFunction): LambdaFunction {
  const { found, region, qualifiedArn, reference } = targetOf(call, input);
  if (region !== call.region) {
    const text = `Functions from '${region}' are not reachable in this region ('${call.region}')`;
    throw new AwsError('ResourceNotFoundException', text, { status: 404, details: { Type: 'User' } });
  }
  if (found === undefined || !hasQualifier(found, reference.qualifier)) throw functionNotFound(qualifiedArn);
  return found;
}

function hasQualifier(found: LambdaFunction, qualifier: string | undefined): boolean {
  return qualifier === undefined || found.versions.has(qualifier) || found.aliases.has(qualifier);
}

/** The version that a name or qualifier leads to: an alias to the version it points at. */
export function versionBehind(found: LambdaFunction, qualifier: string | undefined): string {
  if (qualifier === undefined) return LATEST;
  return found.aliases.get(qualifier)?.FunctionVersion ?? qualifier;
}

/** The question that a call on one function asks. */
export function onFunction(
  call: Pick<Call, 'world' | 'caller' | 'region'>,
  input: NamesFunction,
  asked: { readonly action: string; readonly context?: Readonly<Record<string, ContextValue>> },
): AccessQuestion {
  const { found, accountId, qualifiedArn, reference } = targetOf(call, input);
  const policy = found?.policies.get(policyKey(reference.qualifier));
  return {
    action: asked.action,
    resource: qualifiedArn,
    resourceAccountId: accountId,
    ...(found === undefined ? {} : { resourceTags: found.tags }),
    ...(policy === undefined ? {} : { resourcePolicy: { kind: 'resource', document: policyDocument(policy) } }),
    ...(asked.context === undefined ? {} : { context: asked.context }),
  };
}

/** `$LATEST` has no policy of its own: it shares that of the function. */
export function policyKey(qualifier: string | undefined): string {
  return qualifier === undefined || qualifier === LATEST ? '' : qualifier;
}

/** A question for an action that is not on one function. */
export function onAllFunctions(call: Call, action: string): AccessQuestion {
  return { action, resource: '*', resourceAccountId: call.caller.accountId };
}

/** The text of a function's policy, as GetPolicy gives it. */
export function policyDocument({ statements }: FunctionPolicy): string {
  return JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement: [...statements.values()] });
}

export function functionNotFound(arn: string): AwsError {
  return notFound(`Function not found: ${arn}`);
}

export function notFound(message: string): AwsError {
  return new AwsError('ResourceNotFoundException', message, { status: 404, details: { Type: 'User' } });
}

export function invalidValue(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message, { details: { Type: 'User' } });
}

export function conflict(message: string): AwsError {
  return new AwsError('ResourceConflictException', message, { status: 409, details: { Type: 'User' } });
}

/** Changes may name the revision they are meant for, so that two people do not overwrite each other. */
export function refuseOtherRevision(given: string | undefined, current: string | undefined): void {
  if (given === undefined || given === current) return;
  const text =
    'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id';
  throw new AwsError('PreconditionFailedException', text, { status: 412, details: { Type: 'User' } });
}
