import type { AwsProblem } from '@gatehouse/aws';

/** How a person is told that AWS gave no session. */
export interface StsRefusal {
  readonly reason: 'STS_DENIED' | 'STS_THROTTLED' | 'STS_UNAVAILABLE';
  readonly message: string;
}

/** The reason and a sentence that says whose move it is. */
export function stsRefusalOf(problem: AwsProblem, roleArn: string, hubRoleArn: string | null): StsRefusal {
  switch (problem.kind) {
    case 'denied':
      return {
        reason: 'STS_DENIED',
        message:
          `AWS does not let Gatehouse assume ${roleArn}. Its trust policy must allow ${hubRoleArn ?? 'our hub role'} ` +
          `sts:AssumeRole, sts:SetSourceIdentity and sts:TagSession; ask the owner of the role to add that.`,
      };
    case 'rejected':
      return { reason: 'STS_DENIED', message: `AWS refuses this session of ${roleArn}: ${sentence(problem.message)}` };
    case 'throttled':
      return {
        reason: 'STS_THROTTLED',
        message: 'AWS takes no more requests for sessions right now. Try again in a moment.',
      };
    case 'hub-credentials':
      return {
        reason: 'STS_UNAVAILABLE',
        message:
          'The AWS credentials of Gatehouse itself are missing or have ended; an administrator has to renew them.',
      };
    case 'unavailable':
      return { reason: 'STS_UNAVAILABLE', message: 'AWS STS does not answer right now. Try again in a moment.' };
  }
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
