import { describe, expect, it } from '@jest/globals';
import { changesBetween } from './version-changes.rules';

const inline = (name: string, document: string) => ({ kind: 'inline' as const, name, arn: null, document });
const version = (changed: Partial<Parameters<typeof changesBetween>[1]> = {}) => ({
  documents: [inline('read', '{"a":1}')],
  tags: { team: 'core', app: 'x' },
  settings: {},
  ...changed,
});

describe(changesBetween, () => {
  it('finds nothing where only the order of keys differs', () => {
    expect(changesBetween(version(), version({ tags: { app: 'x', team: 'core' } }))).toEqual([]);
  });

  it('names what was added, removed and changed', () => {
    const after = version({ documents: [inline('write', '{"b":2}')], tags: { team: 'core' } });
    expect(changesBetween(version(), after)).toEqual([
      { key: 'inline write', title: 'Inline policy: write', before: '', after: '{\n  "b": 2\n}' },
      { key: 'inline read', title: 'Inline policy: read', before: '{\n  "a": 1\n}', after: '' },
      {
        key: 'tags',
        title: 'Tags',
        before: '{\n  "app": "x",\n  "team": "core"\n}',
        after: '{\n  "team": "core"\n}',
      },
    ]);
  });

  it('takes everything of a first version for new', () => {
    expect(changesBetween(undefined, version()).map(({ key, before }) => [key, before])).toEqual([
      ['inline read', ''],
      ['tags', ''],
    ]);
  });

  it('tells that a document is gone even when its text was never known', () => {
    const changes = changesBetween(version({ documents: [inline('read', '')] }), version({ documents: [] }));
    expect(changes.map(({ before, after }) => [before, after])).toEqual([['(text not known)', '']]);
  });
});
