import { asciiLowerCase } from '../match/ascii.js';

/**
 * Actions that AWS also checks when another one is called, where the catalogue does not say so: most of all the role that
 * is handed to a service.
 * Source: Service Authorization Reference, column "Dependent actions", page of each service.
 */
const DEPENDENT: Readonly<Record<string, readonly string[]>> = {
  'apprunner:CreateService': ['iam:PassRole'],
  'autoscaling:CreateAutoScalingGroup': ['iam:PassRole', 'iam:CreateServiceLinkedRole'],
  'autoscaling:CreateLaunchConfiguration': ['iam:PassRole'],
  'batch:CreateComputeEnvironment': ['iam:PassRole'],
  'batch:RegisterJobDefinition': ['iam:PassRole'],
  'bedrock:CreateAgent': ['iam:PassRole'],
  'bedrock:CreateModelCustomizationJob': ['iam:PassRole'],
  'cloudformation:CreateChangeSet': ['iam:PassRole'],
  'cloudformation:CreateStack': ['iam:PassRole'],
  'cloudformation:CreateStackSet': ['iam:PassRole'],
  'cloudformation:UpdateStack': ['iam:PassRole'],
  'cloudtrail:CreateTrail': ['iam:PassRole'],
  'codebuild:CreateProject': ['iam:PassRole'],
  'codebuild:UpdateProject': ['iam:PassRole'],
  'codedeploy:CreateDeploymentGroup': ['iam:PassRole'],
  'codepipeline:CreatePipeline': ['iam:PassRole'],
  'codepipeline:UpdatePipeline': ['iam:PassRole'],
  'config:PutConfigurationRecorder': ['iam:PassRole'],
  'datapipeline:CreatePipeline': ['iam:PassRole'],
  'dms:CreateEndpoint': ['iam:PassRole'],
  'ec2:AssociateIamInstanceProfile': ['iam:PassRole'],
  'ec2:ReplaceIamInstanceProfileAssociation': ['iam:PassRole'],
  'ec2:RequestSpotFleet': ['iam:PassRole'],
  'ec2:RequestSpotInstances': ['iam:PassRole'],
  'ec2:RunInstances': ['iam:PassRole'],
  'ecs:CreateService': ['iam:PassRole'],
  'ecs:RegisterTaskDefinition': ['iam:PassRole'],
  'ecs:RunTask': ['iam:PassRole'],
  'ecs:StartTask': ['iam:PassRole'],
  'ecs:UpdateService': ['iam:PassRole'],
  'eks:CreateCluster': ['iam:PassRole'],
  'eks:CreateFargateProfile': ['iam:PassRole'],
  'eks:CreateNodegroup': ['iam:PassRole'],
  'eks:CreatePodIdentityAssociation': ['iam:GetRole', 'iam:PassRole'],
  'elasticbeanstalk:CreateEnvironment': ['iam:PassRole'],
  'elasticmapreduce:RunJobFlow': ['iam:PassRole'],
  'emr-serverless:StartJobRun': ['iam:PassRole'],
  'events:PutTargets': ['iam:PassRole'],
  'firehose:CreateDeliveryStream': ['iam:PassRole'],
  'glue:CreateCrawler': ['iam:PassRole'],
  'glue:CreateDevEndpoint': ['iam:PassRole'],
  'glue:CreateJob': ['iam:PassRole'],
  'glue:UpdateDevEndpoint': ['iam:PassRole'],
  'glue:UpdateJob': ['iam:PassRole'],
  'iot:CreateTopicRule': ['iam:PassRole'],
  'kinesisanalytics:CreateApplication': ['iam:PassRole'],
  'lambda:CreateFunction': ['iam:PassRole'],
  'lambda:UpdateFunctionConfiguration': ['iam:PassRole'],
  'logs:PutSubscriptionFilter': ['iam:PassRole'],
  'pipes:CreatePipe': ['iam:PassRole'],
  'rds:AddRoleToDBCluster': ['iam:PassRole'],
  'rds:AddRoleToDBInstance': ['iam:PassRole'],
  'redshift:CreateCluster': ['iam:PassRole'],
  'rolesanywhere:CreateProfile': ['iam:PassRole'],
  's3:PutBucketReplication': ['iam:PassRole'],
  's3:PutReplicationConfiguration': ['iam:PassRole'],
  'sagemaker:CreateModel': ['iam:PassRole'],
  'sagemaker:CreateNotebookInstance': ['iam:PassRole'],
  'sagemaker:CreateProcessingJob': ['iam:PassRole'],
  'sagemaker:CreateTrainingJob': ['iam:PassRole'],
  'scheduler:CreateSchedule': ['iam:PassRole'],
  'ssm:CreateAssociation': ['iam:PassRole'],
  'ssm:StartAutomationExecution': ['iam:PassRole'],
  'states:CreateStateMachine': ['iam:PassRole'],
  'states:UpdateStateMachine': ['iam:PassRole'],
  'transfer:CreateServer': ['iam:PassRole'],
  'transfer:CreateUser': ['iam:PassRole'],
};

const BY_LOWER_CASE = new Map(Object.entries(DEPENDENT).map(([action, needs]) => [asciiLowerCase(action), needs]));

/** What else AWS checks when this action is called; empty for most. */
export function dependentActionsOf(action: string): readonly string[] {
  return BY_LOWER_CASE.get(asciiLowerCase(action)) ?? [];
}

/** Every action that hands a role to a service, so that code of the caller's choice runs with it. */
export const PASS_ROLE_ACTIONS: readonly string[] = Object.keys(DEPENDENT).filter((action) =>
  DEPENDENT[action]?.includes('iam:PassRole'),
);
