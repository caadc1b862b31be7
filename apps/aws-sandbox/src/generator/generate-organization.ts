import { attachFullAccess } from '../organizations/full-access-policies.js';
import { type Organization, addNode, attachPolicy, organizationArn } from '../state/organization.js';
import { shortId } from '../state/unique-id.js';
import type { Plot } from './ground.js';
import { DIVISIONS, type Division, STAGES, type Stage } from './names.rules.js';

interface Guardrail {
  readonly name: string;
  readonly description: string;
  readonly statement: object;
  readonly where: (division: Division, stage: Stage | undefined) => boolean;
}

const GUARDRAILS: readonly Guardrail[] = [
  {
    name: 'keep-detection-on',
    description: 'Nobody turns off what finds intruders.',
    statement: {
      Sid: 'KeepDetection',
      Effect: 'Deny',
      Action: ['guardduty:DeleteDetector', 'securityhub:DisableSecurityHub', 'config:StopConfigurationRecorder'],
      Resource: '*',
    },
    where: (_division, stage) => stage === undefined,
  },
  {
    name: 'production-data-stays',
    description: 'Tables, keys and databases of production are not deleted.',
    statement: {
      Sid: 'KeepData',
      Effect: 'Deny',
      Action: ['dynamodb:DeleteTable', 'kms:ScheduleKeyDeletion', 'rds:DeleteDBCluster', 's3:DeleteBucket'],
      Resource: '*',
    },
    where: (_division, stage) => stage === 'Production',
  },
  {
    name: 'finance-regions',
    description: 'Finance works in the European Union.',
    statement: {
      Sid: 'EuropeanUnion',
      Effect: 'Deny',
      NotAction: ['iam:*', 'sts:*', 'organizations:*', 'support:*', 's3:ListAllMyBuckets'],
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-west-1', 'eu-central-1', 'us-east-1'] } },
    },
    where: (division, stage) => division === 'Finance' && stage === undefined,
  },
  {
    name: 'development-sizes',
    description: 'Development does without the large machines.',
    statement: {
      Sid: 'SmallMachines',
      Effect: 'Deny',
      Action: 'ec2:RunInstances',
      Resource: 'arn:aws:ec2:*:*:instance/*',
      Condition: { 'ForAnyValue:StringLike': { 'ec2:InstanceType': ['*.8xlarge', '*.16xlarge', '*.metal'] } },
    },
    where: (_division, stage) => stage === 'Development',
  },
];

/** Adds the units of the divisions with their guardrails; tells the unit of an account by its place. */
export function addDivisions(organization: Organization): (plot: Plot) => string {
  const units = new Map<string, string>();
  const guardrails = GUARDRAILS.map((each) => ({ ...each, id: addGuardrail(organization, each) }));
  const addUnit = (path: string, parentId: string): string => {
    const [division, stage] = path.split('/') as [Division, Stage | undefined];
    const id = `ou-${organization.rootId.slice(2)}-${shortId(8, `${organization.id}/generated/${path}`)}`;
    const arn = organizationArn(organization, 'ou', `${organization.id}/${id}`);
    addNode(organization, { id, arn, name: stage ?? division, kind: 'unit', parentId });
    attachFullAccess(organization, id);
    for (const each of guardrails) if (each.where(division, stage)) attachPolicy(organization, each.id, id);
    units.set(path, id);
    return id;
  };
  for (const division of DIVISIONS) {
    const parentId = addUnit(division, organization.rootId);
    for (const stage of STAGES) addUnit(`${division}/${stage}`, parentId);
  }
  return ({ division, stage }) => units.get(`${division}/${stage}`) ?? organization.rootId;
}

function addGuardrail(organization: Organization, { name, description, statement }: Guardrail): string {
  const id = `p-${shortId(8, `${organization.id}/generated/${name}`)}`;
  const text = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  organization.policies.set(id, {
    id,
    arn: organizationArn(organization, 'policy', `${organization.id}/service_control_policy/${id}`),
    name,
    description,
    type: 'SERVICE_CONTROL_POLICY',
    document: text.replaceAll('arn:aws:', `arn:${organization.partition}:`),
    awsManaged: false,
  });
  return id;
}

/** Puts an account into the tree. */
export function addAccountNode(organization: Organization, plot: Plot, parentId: string): void {
  const { accountId: id, name } = plot;
  const arn = organizationArn(organization, 'account', `${organization.id}/${id}`);
  addNode(organization, { id, arn, name, kind: 'account', parentId });
  attachFullAccess(organization, id);
}
