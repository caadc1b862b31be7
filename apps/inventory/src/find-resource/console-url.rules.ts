/** What a page in the AWS console is found by. */
export interface ConsoleSubject {
  readonly arn: string;
  readonly resourceType: string;
  readonly accountId: string;
  readonly name: string;
  readonly region: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

type PathOf = (subject: ConsoleSubject, id: string) => string;

const vpcView =
  (view: string): PathOf =>
  ({ region }, id) =>
    `vpc/home?region=${region}#${view}:search=${part(id)}`;
const ec2View =
  (view: string): PathOf =>
  ({ region }, id) =>
    `ec2/home?region=${region}#${view}:search=${part(id)}`;
const regional =
  (service: string, place: (id: string, subject: ConsoleSubject) => string): PathOf =>
  (subject, id) =>
    `${service}/home?region=${subject.region}#${place(id, subject)}`;

/** Paths below the console's address by type. Sources: the addresses that the console itself shows. */
const PATHS: Readonly<Record<string, PathOf>> = {
  'AWS::IAM::Role': ({ name }) => `iam/home#/roles/details/${part(name)}`,
  'AWS::IAM::User': ({ name }) => `iam/home#/users/details/${part(name)}`,
  'AWS::IAM::Group': ({ name }) => `iam/home#/groups/details/${part(name)}`,
  'AWS::IAM::Policy': ({ arn }) => `iam/home#/policies/details/${part(arn)}`,
  'AWS::S3::Bucket': ({ name, region }) => `s3/buckets/${part(name)}?region=${region}`,
  'AWS::SQS::Queue': (subject) => `sqs/v3/home?region=${subject.region}#/queues/${part(queueUrl(subject))}`,
  'AWS::SNS::Topic': ({ region, arn }) => `sns/v3/home?region=${region}#/topic/${arn}`,
  'AWS::KMS::Key': ({ region, arn }) => `kms/home?region=${region}#/kms/keys/${part(lastOf(arn))}`,
  'AWS::SecretsManager::Secret': ({ region, name }) => `secretsmanager/secret?name=${part(name)}&region=${region}`,
  'AWS::Lambda::Function': regional('lambda', (id) => `/functions/${part(id)}`),
  'AWS::EC2::VPC': vpcView('vpcs'),
  'AWS::EC2::VPCEndpoint': vpcView('Endpoints'),
  'AWS::EC2::VPCEndpointService': vpcView('EndpointServices'),
  'AWS::EC2::NatGateway': vpcView('NatGateways'),
  'AWS::EC2::InternetGateway': vpcView('igws'),
  'AWS::EC2::CustomerGateway': vpcView('CustomerGateways'),
  'AWS::EC2::NetworkAcl': vpcView('acls'),
  'AWS::EC2::RouteTable': vpcView('RouteTables'),
  'AWS::EC2::Subnet': vpcView('subnets'),
  'AWS::EC2::VPCPeeringConnection': vpcView('PeeringConnections'),
  'AWS::EC2::VPNConnection': vpcView('VpnConnections'),
  'AWS::EC2::VPNGateway': vpcView('VpnGateways'),
  'AWS::EC2::EIP': ec2View('Addresses'),
  'AWS::EC2::Instance': ec2View('Instances'),
  'AWS::EC2::Volume': ec2View('Volumes'),
  'AWS::EC2::NetworkInterface': ec2View('NIC'),
  'AWS::EC2::SecurityGroup': ({ region }, id) => `ec2/home?region=${region}#SecurityGroup:groupId=${part(id)}`,
  'AWS::ElasticLoadBalancing::LoadBalancer': ec2View('LoadBalancers'),
  'AWS::ElasticLoadBalancingV2::LoadBalancer': ec2View('LoadBalancers'),
  'AWS::CloudFormation::Stack': ({ region, arn }) =>
    `cloudformation/home?region=${region}#/stacks/stackinfo?stackId=${part(arn)}`,
  'AWS::CloudFront::Distribution': (_subject, id) => `cloudfront/v4/home#/distributions/${part(id)}`,
  'AWS::CloudTrail::Trail': ({ region, arn }) => `cloudtrail/home?region=${region}#/trails/${arn}`,
  'AWS::CloudWatch::Alarm': regional('cloudwatch', (_id, { name }) => `alarmsV2:alarm/${part(name)}`),
  'AWS::CodeBuild::Project': ({ accountId, name, region }) =>
    `codesuite/codebuild/${accountId}/projects/${part(name)}/history?region=${region}`,
  'AWS::CodePipeline::Pipeline': ({ name, region }) =>
    `codesuite/codepipeline/pipelines/${part(name)}/view?region=${region}`,
  'AWS::DynamoDB::Table': regional('dynamodbv2', (_id, { name }) => `table?name=${part(name)}`),
  'AWS::ElasticBeanstalk::Application': regional('elasticbeanstalk', () => '/applications'),
  'AWS::ElasticBeanstalk::ApplicationVersion': regional('elasticbeanstalk', () => '/applications'),
  'AWS::ElasticBeanstalk::Environment': regional('elasticbeanstalk', () => '/environments'),
  'AWS::Elasticsearch::Domain': regional('aos', (_id, { name }) => `opensearch/domains/${part(name)}`),
  'AWS::OpenSearch::Domain': regional('aos', (_id, { name }) => `opensearch/domains/${part(name)}`),
  'AWS::RDS::DBInstance': regional('rds', (id) => `database:id=${part(id)};is-cluster=false`),
  'AWS::RDS::DBCluster': regional('rds', (id) => `database:id=${part(id)};is-cluster=true`),
  'AWS::RDS::DBSnapshot': regional('rds', (id) => `db-snapshot:id=${part(id)}`),
  'AWS::Redshift::Cluster': ({ name, region }) =>
    `redshiftv2/home?region=${region}#/cluster-details?cluster=${part(name)}`,
  'AWS::ECS::Cluster': ({ name, region }) => `ecs/v2/clusters/${part(name)}?region=${region}`,
  'AWS::EKS::Cluster': ({ name, region }) => `eks/clusters/${part(name)}?region=${region}`,
  'AWS::StepFunctions::StateMachine': ({ arn, region }) =>
    `states/home?region=${region}#/statemachines/view/${part(arn)}`,
};

/**
 * A resource's page in the AWS console, below `consoleUrl` (ends in a slash); what has none of its own but is known to
 * AWS Config gets its timeline there, anything else null.
 */
export function consoleUrlOf(subject: ConsoleSubject, consoleUrl: string): string | null {
  const id = idOf(subject);
  const path = PATHS[subject.resourceType] ?? timelineOf;
  const below = path(subject, id);
  return below === '' ? null : `${consoleUrl}${below}`;
}

const timelineOf: PathOf = ({ resourceType, name, region, settings }) => {
  const resourceId = settings['resourceId'];
  if (typeof resourceId !== 'string' || resourceId === '') return '';
  const place = region === 'global' ? '' : `?region=${region}`;
  const query = new URLSearchParams({ resourceId, resourceName: name, resourceType });
  return `config/home${place}#/resources/timeline?${query.toString()}`;
};

/** What AWS calls the resource, where its name is a tag. */
function idOf({ arn, name, settings }: ConsoleSubject): string {
  if (typeof settings['id'] === 'string' && arn.includes(':ec2:')) return settings['id'];
  return typeof settings['resourceId'] === 'string' && settings['resourceId'] !== '' ? settings['resourceId'] : name;
}

/** The console knows queues by their URL. */
function queueUrl({ settings, region, accountId, name }: ConsoleSubject): string {
  const { url } = settings;
  return typeof url === 'string' ? url : `https://sqs.${region}.amazonaws.com/${accountId}/${name}`;
}

function lastOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

function part(text: string): string {
  return encodeURIComponent(text);
}
