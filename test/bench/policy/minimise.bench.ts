import { minimisePolicy, parsePolicy } from '@gatehouse/iam-policy';
import { bestOf, type Measurement } from './measurement.js';

interface Plain {
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

/** 200 statements as they pile up: few actions each, on buckets, queues and tables of many teams. */
function statements(): Plain[] {
  const verbs = [
    ['s3:GetObject'],
    ['s3:PutObject'],
    ['s3:Get*', 's3:GetObject'],
    ['s3:ListBucket'],
    ['sqs:SendMessage', 'sqs:*Message'],
  ];
  return Array.from({ length: 200 }, (_, index) => {
    const Action = verbs[index % verbs.length] ?? [];
    const team = `team-${String(Math.floor(index / 10))}`;
    const queue = `arn:aws:sqs:eu-west-1:111122223333:${team}-${String(index)}`;
    const bucket = `arn:aws:s3:::${team}-data`;
    const Resource = Action[0]?.startsWith('sqs') ? [queue] : [`${bucket}/*`, `${bucket}/${String(index)}/*`, bucket];
    return { Effect: 'Allow', Action, Resource };
  });
}

const like = (pattern: string, text: string): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    's',
  ).test(text);

/** Compares every pair again after every merge, with regular expressions. */
function naiveMinimise(list: readonly Plain[]): Plain[] {
  const unique = (values: readonly string[]) =>
    [...new Set(values)].filter((value, _, all) => !all.some((other) => other !== value && like(other, value)));
  const current = list.map((each) => ({ ...each, Action: unique(each.Action), Resource: unique(each.Resource) }));
  for (let isChanged = true; isChanged;) {
    isChanged = false;
    for (let one = 0; one < current.length && !isChanged; one++) {
      for (let other = one + 1; other < current.length && !isChanged; other++) {
        const [a, b] = [current[one] as Plain, current[other] as Plain];
        const [sameActions, sameResources] = [
          String(a.Action) === String(b.Action),
          String(a.Resource) === String(b.Resource),
        ];
        if (!sameActions && !sameResources) continue;
        const merged = {
          ...a,
          Action: unique([...a.Action, ...b.Action]),
          Resource: unique([...a.Resource, ...b.Resource]),
        };
        current.splice(one, 1, merged);
        current.splice(other, 1);
        isChanged = true;
      }
    }
  }
  return current;
}

/** A document of 200 statements, minimised. */
export function measureMinimise(): Measurement[] {
  const list = statements();
  const { document } = parsePolicy({ Version: '2012-10-17', Statement: list }, { kind: 'resource' });
  const identity = parsePolicy({ Version: '2012-10-17', Statement: list }, { kind: 'identity' }).document ?? document;
  if (!identity) throw new Error('The document cannot be read.');
  const statementsLeft = minimisePolicy(identity)?.Statement.length ?? 200;
  if (statementsLeft > 45) throw new Error(`Minimised to ${String(statementsLeft)} statements only.`);
  const figure = bestOf(10, () => minimisePolicy(identity));
  const baseline = bestOf(3, () => naiveMinimise(list));
  return [{ name: 'minimise 200 statements', figure, bar: 20, wants: 'at-most', unit: 'ms', baseline }];
}
