/** Goes with `CHANGELOG.md`; AWS's logs show it. */
const VERSION = '0.1.0';

/** What every client says it is, so that CloudTrail tells our calls from others': `gatehouse/<version>`. */
export function userAgent(): [string, string][] {
  return [['gatehouse', VERSION]];
}
