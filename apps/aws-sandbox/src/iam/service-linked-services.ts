/** What a service makes its role with: `AWSServiceRoleFor` and a name of its own, and one policy that AWS manages. */
export interface ServiceLinkedService {
  readonly roleName: string;
  /** Below `/aws-service-role/`. */
  readonly policy: string;
  /** Whether there may be several roles, told apart by a suffix. */
  readonly takesSuffix?: true;
}

/** By service principal (IAM User Guide, "AWS services that work with IAM", and each service's own page). */
export const SERVICE_LINKED_SERVICES: Readonly<Record<string, ServiceLinkedService>> = {
  'access-analyzer.amazonaws.com': {
    roleName: 'AWSServiceRoleForAccessAnalyzer',
    policy: 'AccessAnalyzerServiceRolePolicy',
  },
  'autoscaling.amazonaws.com': {
    roleName: 'AWSServiceRoleForAutoScaling',
    policy: 'AutoScalingServiceRolePolicy',
    takesSuffix: true,
  },
  'cloudtrail.amazonaws.com': { roleName: 'AWSServiceRoleForCloudTrail', policy: 'CloudTrailServiceRolePolicy' },
  'config.amazonaws.com': { roleName: 'AWSServiceRoleForConfig', policy: 'AWSConfigServiceRolePolicy' },
  'ecs.amazonaws.com': { roleName: 'AWSServiceRoleForECS', policy: 'AmazonECSServiceRolePolicy' },
  'eks.amazonaws.com': { roleName: 'AWSServiceRoleForAmazonEKS', policy: 'AmazonEKSServiceRolePolicy' },
  'elasticloadbalancing.amazonaws.com': {
    roleName: 'AWSServiceRoleForElasticLoadBalancing',
    policy: 'AWSElasticLoadBalancingServiceRolePolicy',
  },
  'organizations.amazonaws.com': {
    roleName: 'AWSServiceRoleForOrganizations',
    policy: 'AWSOrganizationsServiceTrustPolicy',
  },
  'rds.amazonaws.com': { roleName: 'AWSServiceRoleForRDS', policy: 'AmazonRDSServiceRolePolicy' },
  'spot.amazonaws.com': { roleName: 'AWSServiceRoleForEC2Spot', policy: 'AWSEC2SpotServiceRolePolicy' },
  'sso.amazonaws.com': { roleName: 'AWSServiceRoleForSSO', policy: 'AWSSSOServiceRolePolicy' },
  'support.amazonaws.com': { roleName: 'AWSServiceRoleForSupport', policy: 'AWSSupportServiceRolePolicy' },
  'trustedadvisor.amazonaws.com': {
    roleName: 'AWSServiceRoleForTrustedAdvisor',
    policy: 'AWSTrustedAdvisorServiceRolePolicy',
  },
};
