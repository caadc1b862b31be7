import type { Call } from '../service/call.js';
import { AwsError } from '../protocol/aws-error.js';
import { invalidParameter, invalidRequest, notFound } from './secret-errors.js';
import { encryptingKeyArn } from './secret-key.js';
import { CURRENT, moveStage, versionAt } from './secret-stages.rules.js';
import type { SecretVersion, StoredSecret } from './secret-state.js';

const MAX_BYTES = 65_536;
const MAX_STAGES = 20;
/** Old values without label are kept to this number (Secrets Manager User Guide, "Quotas"). */
const MAX_VERSIONS = 100;

/** How a request gives a value. */
export interface ValueInput {
  readonly ClientRequestToken?: string | undefined;
  readonly SecretString?: string | undefined;
  readonly SecretBinary?: Uint8Array | undefined;
}

/** Whether a request gives a value; refuses two, and empty or large ones. */
export function hasValue({ SecretString: text, SecretBinary: binary }: ValueInput): boolean {
  if (text !== undefined && binary !== undefined) {
    throw invalidParameter(
      "You can't specify both a binary secret value and a string secret value in the same secret.",
    );
  }
  const bytes = binary ?? (text === undefined ? undefined : Buffer.from(text));
  if (bytes === undefined) return false;
  if (bytes.byteLength >= 1 && bytes.byteLength <= MAX_BYTES) return true;
  throw invalidParameter(
    `The secret value has ${String(bytes.byteLength)} bytes; it must have 1 to ${String(MAX_BYTES)}.`,
  );
}

/** The id of the version that a request makes. */
export function versionIdOf({ ClientRequestToken: token }: ValueInput): string {
  if (token === undefined) {
    throw invalidRequest('You must provide a ClientRequestToken value. We recommend a UUID-type value.');
  }
  if (token.length >= 32 && token.length <= 64) return token;
  throw invalidParameter('ClientRequestToken must be 32-64 characters long.');
}

/** Whether a version has the very value that a request gives: repeating a request changes nothing. */
export function isSameValue(version: SecretVersion, { SecretString: text, SecretBinary: binary }: ValueInput): boolean {
  if (binary !== undefined) return version.binary !== undefined && Buffer.compare(version.binary, binary) === 0;
  return version.text === text && version.binary === undefined;
}

/** Adds a version with its labels; the same request again gives the version that is there. */
export function addVersion(
  call: Call,
  secret: StoredSecret,
  input: ValueInput & { readonly VersionStages?: readonly string[] | undefined },
): SecretVersion {
  const id = versionIdOf(input);
  const known = secret.versions.get(id);
  if (known !== undefined) {
    if (isSameValue(known, input)) return known;
    throw new AwsError(
      'ResourceExistsException',
      `The operation failed because the version ${id} already exists with another value.`,
    );
  }
  const stages = stagesOf(input.VersionStages);
  const version: SecretVersion = {
    id,
    createdAt: call.now,
    text: input.SecretString,
    binary: input.SecretBinary,
    stages: new Set(),
    keyArn: encryptingKeyArn(call, secret),
    accessedAt: undefined,
  };
  secret.versions.set(id, version);
  // The first value is the current one, whatever it is called beside that.
  const labels = versionAt(secret.versions, CURRENT) === undefined ? new Set([CURRENT, ...stages]) : stages;
  for (const stage of labels) moveStage(secret.versions, stage, version);
  forgetOldest(secret);
  secret.changedAt = call.now;
  return version;
}

function stagesOf(given: readonly string[] | undefined): readonly string[] {
  if (given === undefined) return [CURRENT];
  if (given.length > 0 && given.length <= MAX_STAGES && given.every((each) => each !== '' && each.length <= 256))
    return given;
  throw invalidParameter(`VersionStages takes 1 to ${String(MAX_STAGES)} labels of 1 to 256 characters.`);
}

function forgetOldest({ versions }: StoredSecret): void {
  const loose = [...versions.values()].filter(({ stages }) => stages.size === 0);
  for (const { id } of loose.slice(0, Math.max(0, versions.size - MAX_VERSIONS))) versions.delete(id);
}

interface VersionInput {
  readonly VersionId?: string | undefined;
  readonly VersionStage?: string | undefined;
}

/** The version that a request asks for: the current one unless it says. */
export function askedVersion(
  { versions }: StoredSecret,
  { VersionId: id, VersionStage: stage }: VersionInput,
): SecretVersion {
  if (id === undefined) {
    const label = stage ?? CURRENT;
    const found = versionAt(versions, label);
    if (found !== undefined) return found;
    throw notFound(`Secrets Manager can't find the specified secret value for staging label: ${label}`);
  }
  const found = versions.get(id);
  if (found === undefined) throw notFound(`Secrets Manager can't find the specified secret value for VersionId: ${id}`);
  if (stage === undefined || found.stages.has(stage)) return found;
  throw invalidRequest('You provided a VersionStage that is not associated to the provided VersionId.');
}
