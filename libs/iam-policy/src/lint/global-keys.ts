import { asciiLowerCase } from '../match/ascii.js';

/** What a condition key holds, and whether it is a list. */
export interface KeyType {
  readonly holds: 'String' | 'ARN' | 'Bool' | 'Numeric' | 'Date' | 'IPAddress';
  readonly isList: boolean;
}

const text = { holds: 'String', isList: false } as const;
const texts = { holds: 'String', isList: true } as const;
const arn = { holds: 'ARN', isList: false } as const;
const bool = { holds: 'Bool', isList: false } as const;
const numeric = { holds: 'Numeric', isList: false } as const;
const date = { holds: 'Date', isList: false } as const;
const ip = { holds: 'IPAddress', isList: false } as const;

/**
 * Keys that any request may have, and their types. Those ending in `/` go on with the name of a tag.
 * Source: IAM User Guide, "AWS global condition context keys".
 */
const GLOBAL_KEYS: Readonly<Record<string, KeyType>> = {
  'aws:AssumedRoot': bool,
  'aws:CalledVia': texts,
  'aws:CalledViaAWSMCP': text,
  'aws:CalledViaFirst': text,
  'aws:CalledViaLast': text,
  'aws:ChatbotSourceArn': arn,
  'aws:CurrentTime': date,
  'aws:Ec2InstanceSourcePrivateIPv4': ip,
  'aws:Ec2InstanceSourceVpc': text,
  'aws:EpochTime': date,
  'aws:FederatedProvider': text,
  'aws:IsMcpServiceAction': bool,
  'aws:MultiFactorAuthAge': numeric,
  'aws:MultiFactorAuthPresent': bool,
  'aws:PrincipalAccount': text,
  'aws:PrincipalArn': arn,
  'aws:PrincipalIsAWSService': bool,
  'aws:PrincipalOrgID': text,
  'aws:PrincipalOrgPaths': texts,
  'aws:PrincipalServiceName': text,
  'aws:PrincipalServiceNamesList': texts,
  'aws:PrincipalTag/': text,
  'aws:PrincipalType': text,
  'aws:referer': text,
  'aws:RequestedRegion': text,
  'aws:RequestTag/': text,
  'aws:ResourceAccount': text,
  'aws:ResourceOrgID': text,
  'aws:ResourceOrgPaths': texts,
  'aws:ResourceTag/': text,
  'aws:SecureTransport': bool,
  'aws:SourceAccount': text,
  'aws:SourceArn': arn,
  'aws:SourceIdentity': text,
  'aws:SourceIp': ip,
  'aws:SourceOrgID': text,
  'aws:SourceOrgPaths': texts,
  'aws:SourceOwner': text,
  'aws:SourceVpc': text,
  'aws:SourceVpcArn': arn,
  'aws:SourceVpce': text,
  'aws:TagKeys': texts,
  'aws:TokenIssueTime': date,
  'aws:UserAgent': text,
  'aws:userid': text,
  'aws:username': text,
  'aws:ViaAWSMCPService': bool,
  'aws:ViaAWSService': bool,
  'aws:VpceAccount': text,
  'aws:VpceOrgID': text,
  'aws:VpceOrgPaths': texts,
  'aws:VpcSourceIp': ip,
  'ec2:RoleDelivery': numeric,
  'ec2:SourceInstanceArn': arn,
  'glue:CredentialIssuingService': text,
  'glue:RoleAssumedBy': text,
  'identitystore:UserId': text,
  'lambda:SourceFunctionArn': arn,
  'ssm:SourceInstanceArn': arn,
};

const BY_LOWER_CASE = new Map(Object.entries(GLOBAL_KEYS).map(([name, type]) => [asciiLowerCase(name), type]));

export const GLOBAL_KEY_NAMES: readonly string[] = Object.keys(GLOBAL_KEYS);

/** Tag keys stand for every tag: what follows the slash does not matter. */
export function globalKeyType(key: string): KeyType | undefined {
  const lower = asciiLowerCase(key);
  const slash = lower.indexOf('/');
  return BY_LOWER_CASE.get(slash < 0 ? lower : lower.slice(0, slash + 1));
}
