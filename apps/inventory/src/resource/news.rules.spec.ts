import { describe, expect, it } from '@jest/globals';
import { allNews, isAllOld, newsOf, type KnownResource } from './news.rules.js';
import { plainResource, RESOURCE_TYPES } from './observed-resource.js';
import { hashResource, type HashedResource } from './resource-parts.js';

const NO_NEWS = { different: [], reowned: [], used: [] };

function role(name: string): HashedResource {
  const arn = `arn:aws:iam::111122223333:role/${name}`;
  return hashResource(plainResource({ arn, accountId: '111122223333', resourceType: RESOURCE_TYPES.role, name }));
}

function known({ contentHash, owner }: HashedResource): KnownResource {
  return { contentHash, region: 'global', owner, lastUsedAt: null };
}

describe('newsOf', () => {
  it('is what is not known, or known otherwise', () => {
    const [old, changed, fresh] = [role('old'), role('changed'), role('fresh')];
    const stored = new Map([
      [old.observed.arn, known(old)],
      [changed.observed.arn, { ...known(changed), contentHash: 'another' }],
    ]);
    expect(newsOf([old, changed, fresh], stored)).toEqual({ ...NO_NEWS, different: [changed, fresh] });
  });

  it('is who has another owner than before', () => {
    const mine = role('mine');
    const stored = new Map([[mine.observed.arn, { ...known(mine), owner: 'somebody else' }]]);
    expect(newsOf([mine], stored)).toEqual({ ...NO_NEWS, reowned: [mine] });
  });
});

describe('a page', () => {
  it('is all old without news, and when nobody has to be asked', () => {
    expect(isAllOld({ news: NO_NEWS, foreign: [] })).toBe(true);
    expect(isAllOld({ news: NO_NEWS, foreign: [role('of-others')] })).toBe(false);
    expect(isAllOld({ news: { ...NO_NEWS, used: [role('used')] }, foreign: [] })).toBe(false);
  });

  it('has the news of what is its own and of what is not', () => {
    const [one, other] = [role('one'), role('other')];
    const both = allNews({ ...NO_NEWS, different: [one] }, { ...NO_NEWS, different: [other], used: [other] });
    expect(both).toEqual({ different: [one, other], reowned: [], used: [other] });
  });
});
