import { describe, expect, it } from '@jest/globals';

import { documentProblem } from '../authorization/policy-documents.js';
import { SERVICE_LINKED_SERVICES } from '../iam/service-linked-services.js';
import { awsManagedPath, buildAwsManagedPolicies } from './aws-managed-policies.js';

const policies = buildAwsManagedPolicies('aws', new Set());
const documentOf = (arn: string) => {
  const policy = policies.find((each) => each.arn === arn);
  return policy?.versions.get(policy.defaultVersionId)?.document ?? '';
};

describe('the policies that AWS manages', () => {
  it('are at least fifty, each under a name of its own, in the paths that AWS has them', () => {
    expect(policies.length).toBeGreaterThanOrEqual(50);
    expect(new Set(policies.map(({ name }) => name)).size).toBe(policies.length);
    expect(awsManagedPath('AWSLambdaBasicExecutionRole')).toBe('/service-role/');
    expect(awsManagedPath('ViewOnlyAccess')).toBe('/job-function/');
    expect(awsManagedPath('NoSuchPolicy')).toBeUndefined();
  });

  it.each(policies.map((policy) => [policy.name, policy.arn]))('%s is a document that AWS would take', (_name, arn) => {
    expect(documentProblem(documentOf(arn), 'identity')).toBeUndefined();
  });

  it('are there for every service-linked role', () => {
    const arns = new Set(policies.map(({ arn }) => arn));
    const missing = Object.values(SERVICE_LINKED_SERVICES).filter(
      ({ policy }) => !arns.has(`arn:aws:iam::aws:policy/aws-service-role/${policy}`),
    );
    expect(missing).toEqual([]);
  });

  it('name resources of their partition, and give way to those of a seed', () => {
    const china = buildAwsManagedPolicies('aws-cn', new Set(['AdministratorAccess']));
    expect(china.map(({ name }) => name)).not.toContain('AdministratorAccess');
    const documents = china.flatMap(({ versions }) => [...versions.values()].map(({ document }) => document));
    expect(documents.some((document) => document.includes('arn:aws-cn:'))).toBe(true);
    expect(documents.some((document) => document.includes('"arn:aws:'))).toBe(false);
  });
});
