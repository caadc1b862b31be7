import { expect, it } from '@jest/globals';
import { typeInWords } from './resource-type.rules';

it.each([
  ['AWS::S3::Bucket', 'S3 bucket'],
  ['AWS::EC2::SecurityGroup', 'EC2 security group'],
  ['AWS::RDS::DBInstance', 'RDS DB instance'],
  ['AWS::EC2::FlowLog', 'EC2 flow log'],
  ['AWS::Events::EventBus', 'Event bus'],
  ['Custom', 'Custom'],
])('%s is called %j', (type, words) => {
  expect(typeInWords(type)).toBe(words);
});
