import { randomUUID } from 'node:crypto';

import {
  type FunctionConfiguration,
  UpdateFunctionCode$,
  type UpdateFunctionCodeRequest,
  UpdateFunctionConfiguration$,
  type UpdateFunctionConfigurationRequest,
} from '@aws-sdk/client-lambda';

import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import { readCode } from './function-code.js';
import { refuseConfiguration } from './function-configuration.rules.js';
import { passRole, refuseUnusableRole } from './function-role.js';
import { asUpdating, lastModified, settingsOf } from './function-shape.js';
import { layerContext, vpcContext } from './functions.js';
import {
  type NamesFunction,
  functionOf,
  invalidValue,
  onFunction,
  refuseOtherRevision,
  targetOf,
} from './lambda-access.js';
import { LATEST, type FunctionVersion, type LambdaFunction, latestOf } from './lambda-state.js';
import { publish } from './versions.js';

export const updateFunctionConfiguration = operation<UpdateFunctionConfigurationRequest, FunctionConfiguration>({
  schema: UpdateFunctionConfiguration$,
  access: (input, call) => {
    refuseConfiguration(input);
    const context = { ...vpcContext(input), ...layerContext(input) };
    return [
      onFunction(call, input, { action: 'lambda:UpdateFunctionConfiguration', context }),
      ...passRole(call, input.Role, targetOf(call, input).arn),
    ];
  },
  handle: (input, call) => {
    const found = changeable(call, input);
    const { configuration, code } = latestOf(found);
    refuseOtherRevision(input.RevisionId, configuration.RevisionId);
    if (input.Role !== undefined) refuseUnusableRole(call, input.Role, found.arn);
    return asUpdating(replaceLatest(found, call, { configuration: { ...configuration, ...settingsOf(input) }, code }));
  },
});

export const updateFunctionCode = operation<UpdateFunctionCodeRequest, FunctionConfiguration>({
  schema: UpdateFunctionCode$,
  access: (input, call) => [onFunction(call, input, { action: 'lambda:UpdateFunctionCode' })],
  handle: (input, call) => {
    const found = changeable(call, input);
    const { configuration } = latestOf(found);
    refuseOtherRevision(input.RevisionId, configuration.RevisionId);
    const code = readCode(call.world, input);
    if ((code.imageUri !== undefined) !== (configuration.PackageType === 'Image')) {
      throw invalidValue('The code is not of the package type of the function, which cannot be changed.');
    }
    const changed = {
      ...configuration,
      CodeSha256: code.sha256,
      CodeSize: code.size,
      ...(input.Architectures === undefined ? {} : { Architectures: input.Architectures }),
    };
    if (input.DryRun === true) return changed;
    const updated = replaceLatest(found, call, { configuration: changed, code });
    return asUpdating(input.Publish === true ? publish(found, {}, call.now) : updated);
  },
});

/** Only what has no number can change. */
function changeable(call: Call, input: NamesFunction): LambdaFunction {
  const found = functionOf(call, input);
  const { qualifier } = targetOf(call, input).reference;
  if (qualifier === undefined || qualifier === LATEST) return found;
  throw invalidValue('Published versions and aliases cannot be changed. Name the function without qualifier.');
}

function replaceLatest(found: LambdaFunction, { now }: Call, version: FunctionVersion): FunctionConfiguration {
  const configuration = { ...version.configuration, LastModified: lastModified(now), RevisionId: randomUUID() };
  found.versions.set(LATEST, { configuration, code: version.code });
  return configuration;
}
