import { AwsError } from '../protocol/aws-error.js';
import { type Constraint, validationMessage, violations } from '../protocol/validation.rules.js';

const MAX_ENVIRONMENT_BYTES = 4096;

/** From the Lambda API reference, CreateFunction. */
const CONSTRAINTS: Readonly<Record<string, Constraint>> = {
  Role: { pattern: 'arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+' },
  Handler: { maxLength: 128, pattern: '[^\\s]+' },
  Description: { maxLength: 256 },
  Timeout: { min: 1, max: 900 },
  MemorySize: { min: 128, max: 10_240 },
  PackageType: { oneOf: ['Image', 'Zip'] },
  KMSKeyArn: { pattern: '(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()' },
};

/** Runtimes that the sandbox knows Lambda to take for new functions. */
export const RUNTIMES: readonly string[] = [
  ...['nodejs18.x', 'nodejs20.x', 'nodejs22.x', 'nodejs24.x'],
  ...['java8.al2', 'java11', 'java17', 'java21', 'java25'],
  ...['python3.9', 'python3.10', 'python3.11', 'python3.12', 'python3.13', 'python3.14'],
  ...['dotnet8', 'dotnet10', 'ruby3.2', 'ruby3.3', 'ruby3.4', 'provided.al2', 'provided.al2023'],
];

/** Lambda knows these and takes no new functions for them. */
const RETIRED = new Set([
  ...['nodejs', 'nodejs4.3', 'nodejs4.3-edge', 'nodejs6.10', 'nodejs8.10', 'nodejs10.x', 'nodejs12.x', 'nodejs14.x'],
  ...['nodejs16.x', 'python2.7', 'python3.6', 'python3.7', 'python3.8', 'ruby2.5', 'ruby2.7', 'java8', 'go1.x'],
  ...['dotnetcore1.0', 'dotnetcore2.0', 'dotnetcore2.1', 'dotnetcore3.1', 'dotnet6', 'provided'],
]);

/** Names that Lambda sets itself (Lambda Developer Guide, "Defined runtime environment variables"). */
const RESERVED = new Set([
  ...['_HANDLER', '_X_AMZN_TRACE_ID', 'AWS_DEFAULT_REGION', 'AWS_REGION', 'AWS_EXECUTION_ENV'],
  ...['AWS_LAMBDA_FUNCTION_NAME', 'AWS_LAMBDA_FUNCTION_MEMORY_SIZE', 'AWS_LAMBDA_FUNCTION_VERSION'],
  ...['AWS_LAMBDA_INITIALIZATION_TYPE', 'AWS_LAMBDA_LOG_GROUP_NAME', 'AWS_LAMBDA_LOG_STREAM_NAME'],
  ...['AWS_ACCESS_KEY', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_LAMBDA_RUNTIME_API'],
  ...['LAMBDA_TASK_ROOT', 'LAMBDA_RUNTIME_DIR'],
]);

/** The parts of a configuration that rules look at. */
export interface ConfigurationInput {
  readonly Role?: string | undefined;
  readonly Handler?: string | undefined;
  readonly Runtime?: string | undefined;
  readonly Description?: string | undefined;
  readonly Timeout?: number | undefined;
  readonly MemorySize?: number | undefined;
  readonly PackageType?: string | undefined;
  readonly KMSKeyArn?: string | undefined;
  readonly Environment?: { readonly Variables?: Readonly<Record<string, string>> | undefined } | undefined;
  readonly Layers?: readonly string[] | undefined;
}

/** Checks what can be checked without looking anything up. */
export function refuseConfiguration(input: ConfigurationInput): void {
  const broken = violations({ ...input }, CONSTRAINTS);
  if (broken.length > 0) throw new AwsError('ValidationException', validationMessage(broken));
  refuseRuntime(input.Runtime);
  refuseEnvironment(input.Environment?.Variables ?? {});
  if ((input.Layers?.length ?? 0) > 5) throw invalid('Cannot reference more than 5 layers.');
}

function refuseRuntime(runtime: string | undefined): void {
  if (runtime === undefined || RUNTIMES.includes(runtime)) return;
  if (RETIRED.has(runtime)) {
    throw invalid(
      `The runtime parameter of ${runtime} is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions.`,
    );
  }
  throw invalid(
    `Value ${runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [${RUNTIMES.join(', ')}] or be a valid ARN`,
  );
}

function refuseEnvironment(variables: Readonly<Record<string, string>>): void {
  const names = Object.keys(variables);
  const wrong = names.find((name) => !/^[a-zA-Z][a-zA-Z0-9_]*$/u.test(name) && !RESERVED.has(name));
  if (wrong !== undefined) {
    const sentence = `Value at 'environment.variables' failed to satisfy constraint: Map keys must satisfy constraint: [Member must satisfy regular expression pattern: [a-zA-Z]([a-zA-Z0-9_])+]`;
    throw new AwsError('ValidationException', validationMessage([sentence]));
  }
  const reserved = names.filter((name) => RESERVED.has(name));
  const unable =
    'Lambda was unable to configure your environment variables because the environment variables you have provided';
  if (reserved.length > 0) {
    throw invalid(
      `${unable} contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(', ')}`,
    );
  }
  if (Buffer.byteLength(JSON.stringify(variables)) > MAX_ENVIRONMENT_BYTES) {
    throw invalid(`${unable} exceeded the 4KB limit. String measured: ${JSON.stringify(variables)}`);
  }
}

/** A function of code needs to know what runs it; a container image brings that along. */
export function refuseIncomplete(input: ConfigurationInput): void {
  if (input.PackageType === 'Image') {
    if (input.Runtime === undefined && input.Handler === undefined) return;
    throw invalid('Runtime and Handler are not supported for functions created with container images.');
  }
  if (input.Runtime !== undefined && input.Handler !== undefined) return;
  throw invalid('Runtime and Handler are mandatory parameters for functions created with deployment packages.');
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message, { details: { Type: 'User' } });
}
