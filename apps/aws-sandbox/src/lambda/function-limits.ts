import {
  type Concurrency,
  DeleteFunctionConcurrency$,
  type DeleteFunctionConcurrencyRequest,
  GetAccountSettings$,
  type GetAccountSettingsRequest,
  type GetAccountSettingsResponse,
  GetFunctionConcurrency$,
  type GetFunctionConcurrencyRequest,
  type GetFunctionConcurrencyResponse,
  PutFunctionConcurrency$,
  type PutFunctionConcurrencyRequest,
} from '@aws-sdk/client-lambda';

import { AwsError } from '../protocol/aws-error.js';
import { validationMessage, violations } from '../protocol/validation.rules.js';
import type { World } from '../state/model.js';
import { operation } from '../service/operation.js';
import { functionOf, invalidValue, onAllFunctions, onFunction } from './lambda-access.js';
import { type LambdaFunction, type LambdaPlace, functionsIn } from './lambda-state.js';

/** The quota of a new account, of which some is always left to functions that reserve nothing. */
const CONCURRENCY = 1000;
const ALWAYS_UNRESERVED = 100;
const CODE_BYTES = { total: 80_530_636_800, unzipped: 262_144_000, zipped: 52_428_800 };

export const getAccountSettings = operation<GetAccountSettingsRequest, GetAccountSettingsResponse>({
  schema: GetAccountSettings$,
  access: (_input, call) => [onAllFunctions(call, 'lambda:GetAccountSettings')],
  handle: (_input, { world, caller, region }) => {
    const place = { accountId: caller.accountId, region };
    const functions = [...functionsIn(world, place).values()];
    return {
      AccountLimit: {
        TotalCodeSize: CODE_BYTES.total,
        CodeSizeUnzipped: CODE_BYTES.unzipped,
        CodeSizeZipped: CODE_BYTES.zipped,
        ConcurrentExecutions: CONCURRENCY,
        UnreservedConcurrentExecutions: CONCURRENCY - reservedIn(world, place),
      },
      AccountUsage: {
        TotalCodeSize: functions.map(codeSize).reduce((sum, size) => sum + size, 0),
        FunctionCount: functions.length,
      },
    };
  },
});

function codeSize({ versions }: LambdaFunction): number {
  return [...versions.values()].reduce((sum, { code }) => sum + code.size, 0);
}

function reservedIn(world: World, place: LambdaPlace): number {
  return [...functionsIn(world, place).values()].reduce((sum, each) => sum + (each.reservedConcurrency ?? 0), 0);
}

export const putFunctionConcurrency = operation<PutFunctionConcurrencyRequest, Concurrency>({
  schema: PutFunctionConcurrency$,
  access: (input, call) => [onFunction(call, input, { action: 'lambda:PutFunctionConcurrency' })],
  handle: (input, call) => {
    const found = functionOf(call, input);
    const wanted = input.ReservedConcurrentExecutions ?? 0;
    const broken = violations({ ReservedConcurrentExecutions: wanted }, { ReservedConcurrentExecutions: { min: 0 } });
    if (broken.length > 0) throw new AwsError('ValidationException', validationMessage(broken));
    const reserved = reservedIn(call.world, found) - (found.reservedConcurrency ?? 0) + wanted;
    if (CONCURRENCY - reserved < ALWAYS_UNRESERVED) {
      throw invalidValue(
        `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${String(ALWAYS_UNRESERVED)}].`,
      );
    }
    found.reservedConcurrency = wanted;
    return { ReservedConcurrentExecutions: wanted };
  },
});

export const getFunctionConcurrency = operation<GetFunctionConcurrencyRequest, GetFunctionConcurrencyResponse>({
  schema: GetFunctionConcurrency$,
  access: (input, call) => [onFunction(call, input, { action: 'lambda:GetFunctionConcurrency' })],
  handle: (input, call) => {
    const { reservedConcurrency } = functionOf(call, input);
    return reservedConcurrency === undefined ? {} : { ReservedConcurrentExecutions: reservedConcurrency };
  },
});

export const deleteFunctionConcurrency = operation<DeleteFunctionConcurrencyRequest, object>({
  schema: DeleteFunctionConcurrency$,
  access: (input, call) => [onFunction(call, input, { action: 'lambda:DeleteFunctionConcurrency' })],
  handle: (input, call) => {
    functionOf(call, input).reservedConcurrency = undefined;
    return {};
  },
});
