import type { AccessQuestion } from '../authorization/access-question.js';
import { AwsError } from '../protocol/aws-error.js';
import type { OperationSchema } from '../protocol/schema.js';
import type { Call } from '../service/call.js';
import { type AnyOperation, operation } from '../service/operation.js';

interface MayBeDry {
  readonly DryRun?: boolean | undefined;
}

interface Ec2Operation<Input extends object, Output extends object> {
  readonly schema: OperationSchema;
  /** Left out by actions that are not on one resource: they are asked for on `*`. */
  readonly access?: (input: Input, call: Call) => readonly AccessQuestion[];
  readonly handle: (input: Input, call: Call) => Output;
}

/** An operation of EC2. A dry run ends where the real one would begin: after permission, before anything else. */
export function ec2Operation<Input extends object, Output extends object>(
  definition: Ec2Operation<Input, Output>,
): AnyOperation {
  const { schema, handle } = definition;
  const access = definition.access ?? ((_input: Input, call: Call) => [onEverything(call, schema[2])]);
  return operation<Input, Output>({
    schema,
    access,
    handle: (input, call) => {
      if ((input as MayBeDry).DryRun !== true) return handle(input, call);
      const text = 'Request would have succeeded, but DryRun flag is set.';
      throw new AwsError('DryRunOperation', text, { status: 412 });
    },
  });
}

function onEverything({ caller, region }: Call, name: string): AccessQuestion {
  const context = { 'ec2:Region': region };
  return { action: `ec2:${name}`, resource: '*', resourceAccountId: caller.accountId, context };
}
