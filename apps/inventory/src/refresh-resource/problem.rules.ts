import type { AwsProblem } from '@gatehouse/aws';

/** Whether asking again may help somebody whose resource could not be read. */
export function reasonOfProblem(kind: AwsProblem['kind']): 'AWS_REFUSED' | 'AWS_UNAVAILABLE' {
  switch (kind) {
    case 'denied':
    case 'rejected':
    case 'hub-credentials':
      return 'AWS_REFUSED';
    case 'throttled':
    case 'unavailable':
      return 'AWS_UNAVAILABLE';
  }
}
