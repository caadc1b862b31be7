/** A known way from some permissions to more. */
export interface EscalationPath {
  readonly id: string;
  /** 0 to 100, when every resource is reached. */
  readonly weight: number;
  /** What it comes to: ends "… could". */
  readonly sentence: string;
  /** All of these are needed; of each group one. */
  readonly needs: readonly (readonly string[])[];
  readonly source: string;
}

const ADMINISTRATION = 'IAM User Guide, "Access levels in policy summaries": permissions management';
const PASS_ROLE = 'IAM User Guide, "Grant a user permissions to pass a role to an AWS service"';
const KNOWN =
  'Rhino Security Labs, "AWS IAM Privilege Escalation – Methods and Mitigation" (2018, with later additions)';
const BOUNDARIES = 'IAM User Guide, "Permissions boundaries for IAM entities"';
const STS = 'STS API Reference, AssumeRole';
const SSM = 'Systems Manager User Guide, "Restricting access to root-level commands through SSM Agent"';

const alone = (action: string, weight: number, sentence: string, source = KNOWN): EscalationPath => ({
  id: `escalation-${idOf(action)}`,
  weight,
  sentence,
  needs: [[action]],
  source,
});

/** Handing a role to a service that then runs what the caller says. */
const passing = (service: string, sentence: string, ...needs: string[][]): EscalationPath => ({
  id: `escalation-pass-role-${service}`,
  weight: 80,
  sentence: `pass a role to ${sentence}, and so act as that role`,
  needs: [['iam:PassRole'], ...needs],
  source: PASS_ROLE,
});

function idOf(action: string): string {
  return action
    .replace(':', '-')
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase();
}

/**
 * Ways to more permissions than were given. The list is what is publicly known; `source` says where. With a change that
 * completes one, the principal can give itself, or take from a role, what it was not given.
 */
export const ESCALATION_PATHS: readonly EscalationPath[] = [
  alone('iam:CreatePolicyVersion', 90, 'rewrite managed policies, its own among them', ADMINISTRATION),
  alone('iam:SetDefaultPolicyVersion', 60, 'bring back an older version of a managed policy'),
  alone('iam:AttachUserPolicy', 90, 'attach any managed policy to users, itself among them', ADMINISTRATION),
  alone('iam:AttachGroupPolicy', 85, 'attach any managed policy to groups', ADMINISTRATION),
  alone('iam:AttachRolePolicy', 90, 'attach any managed policy to roles', ADMINISTRATION),
  alone('iam:PutUserPolicy', 90, 'write any permission into users, itself among them', ADMINISTRATION),
  alone('iam:PutGroupPolicy', 85, 'write any permission into groups', ADMINISTRATION),
  alone('iam:PutRolePolicy', 90, 'write any permission into roles', ADMINISTRATION),
  alone('iam:AddUserToGroup', 80, 'join any group'),
  alone('iam:UpdateAssumeRolePolicy', 85, 'let itself into roles'),
  alone('iam:CreateAccessKey', 80, 'make access keys for other users'),
  alone('iam:CreateLoginProfile', 80, 'set a password for users that have none'),
  alone('iam:UpdateLoginProfile', 80, 'change the password of other users'),
  alone('iam:CreateServiceSpecificCredential', 40, 'make credentials for other users'),
  alone('iam:DeleteUserPermissionsBoundary', 60, 'take the boundary off users', BOUNDARIES),
  alone('iam:DeleteRolePermissionsBoundary', 60, 'take the boundary off roles', BOUNDARIES),
  alone('iam:PutUserPermissionsBoundary', 60, 'replace the boundary of users', BOUNDARIES),
  alone('iam:PutRolePermissionsBoundary', 60, 'replace the boundary of roles', BOUNDARIES),
  alone('iam:UpdateSAMLProvider', 75, 'replace an identity provider that roles trust'),
  alone(
    'iam:UpdateOpenIDConnectProviderThumbprint',
    60,
    'replace the certificate of an identity provider that roles trust',
  ),
  alone('sso:PutInlinePolicyToPermissionSet', 85, 'write any permission into permission sets', ADMINISTRATION),
  alone('sso:AttachManagedPolicyToPermissionSet', 85, 'attach any policy to permission sets', ADMINISTRATION),
  alone('sso:CreateAccountAssignment', 75, 'assign permission sets to anybody, itself included', ADMINISTRATION),
  alone('organizations:DetachPolicy', 60, 'take service control policies off accounts'),
  alone('organizations:UpdatePolicy', 60, 'rewrite service control policies'),
  alone('sts:AssumeRole', 60, 'become any role that lets it in', STS),
  alone('lambda:UpdateFunctionCode', 65, 'run its own code with the role of a function'),
  alone('lambda:UpdateFunctionConfiguration', 55, 'put its own layer or settings into a function'),
  alone('ssm:SendCommand', 65, 'run commands on instances, with their roles', SSM),
  alone('ssm:StartSession', 55, 'log in to instances, and use their roles', SSM),
  alone('ec2-instance-connect:SendSSHPublicKey', 45, 'log in to instances, and use their roles'),
  alone('ecs:ExecuteCommand', 50, 'run commands in containers, with their roles'),
  alone('sagemaker:CreatePresignedNotebookInstanceUrl', 50, 'open notebooks of others, and use their roles'),
  alone('glue:UpdateDevEndpoint', 45, 'put its own key on an endpoint, and use its role'),
  alone('cloudformation:UpdateStack', 50, 'change what a stack makes with its own role'),
  {
    id: 'escalation-replace-user-data',
    weight: 55,
    sentence: 'replace what an instance runs at its start, with its role',
    needs: [['ec2:ModifyInstanceAttribute'], ['ec2:StartInstances', 'ec2:RebootInstances']],
    source: KNOWN,
  },
  {
    id: 'escalation-new-identity-provider',
    weight: 80,
    sentence: 'make an identity provider of its own, and roles trust it',
    needs: [
      ['iam:CreateSAMLProvider', 'iam:CreateOpenIDConnectProvider'],
      ['iam:CreateRole', 'iam:UpdateAssumeRolePolicy'],
    ],
    source: KNOWN,
  },
  passing(
    'lambda',
    'a function of its own',
    ['lambda:CreateFunction'],
    [
      'lambda:InvokeFunction',
      'lambda:CreateEventSourceMapping',
      'lambda:AddPermission',
      'lambda:CreateFunctionUrlConfig',
    ],
  ),
  passing('ec2', 'an instance of its own', ['ec2:RunInstances']),
  passing('ec2-profile', 'a running instance', [
    'ec2:AssociateIamInstanceProfile',
    'ec2:ReplaceIamInstanceProfileAssociation',
  ]),
  passing(
    'ecs',
    'a task of its own',
    ['ecs:RegisterTaskDefinition'],
    ['ecs:RunTask', 'ecs:StartTask', 'ecs:CreateService', 'ecs:UpdateService'],
  ),
  passing('glue-endpoint', 'an endpoint of its own', ['glue:CreateDevEndpoint']),
  passing(
    'glue-job',
    'a job of its own',
    ['glue:CreateJob', 'glue:UpdateJob'],
    ['glue:StartJobRun', 'glue:CreateTrigger'],
  ),
  passing('cloudformation', 'a stack of its own', [
    'cloudformation:CreateStack',
    'cloudformation:CreateChangeSet',
    'cloudformation:CreateStackSet',
  ]),
  passing(
    'datapipeline',
    'a pipeline of its own',
    ['datapipeline:CreatePipeline'],
    ['datapipeline:PutPipelineDefinition'],
  ),
  passing('sagemaker', 'a notebook or job of its own', [
    'sagemaker:CreateNotebookInstance',
    'sagemaker:CreateTrainingJob',
    'sagemaker:CreateProcessingJob',
  ]),
  passing(
    'codebuild',
    'a build of its own',
    ['codebuild:CreateProject', 'codebuild:UpdateProject'],
    ['codebuild:StartBuild', 'codebuild:StartBuildBatch'],
  ),
  passing(
    'states',
    'a state machine of its own',
    ['states:CreateStateMachine', 'states:UpdateStateMachine'],
    ['states:StartExecution', 'states:StartSyncExecution'],
  ),
  passing('ssm', 'an automation of its own', ['ssm:StartAutomationExecution', 'ssm:CreateAssociation']),
  passing('scheduler', 'a schedule of its own', ['scheduler:CreateSchedule', 'scheduler:UpdateSchedule']),
  passing('events', 'a target of its own', ['events:PutTargets']),
  passing('batch', 'a job of its own', ['batch:RegisterJobDefinition'], ['batch:SubmitJob']),
  passing('apprunner', 'a service of its own', ['apprunner:CreateService']),
  passing(
    'rolesanywhere',
    'a certificate of its own',
    ['rolesanywhere:CreateTrustAnchor'],
    ['rolesanywhere:CreateProfile'],
  ),
];
