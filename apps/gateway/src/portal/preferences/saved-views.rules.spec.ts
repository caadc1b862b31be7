import { describe, expect, it } from '@jest/globals';
import { MOST_VIEWS, readViews, viewNameProblem, withoutView, withView } from './saved-views.rules';

const open = { name: 'Public buckets', view: 'public=yes&type=AWS%3A%3AS3%3A%3ABucket' };

describe('saved views', () => {
  it('are kept by name, in its order, the newest under a name', () => {
    const views = withView(withView(withView([], open), { name: 'Denied', view: 'denials=yes' }), {
      ...open,
      view: 'public=yes',
    });
    expect(views).toEqual([
      { name: 'Denied', view: 'denials=yes' },
      { name: 'Public buckets', view: 'public=yes' },
    ]);
    expect(withoutView(views, 'Denied')).toEqual([{ name: 'Public buckets', view: 'public=yes' }]);
    expect(readViews(JSON.stringify(views))).toEqual(views);
  });

  it.each([null, '', '{', '{}', '[1, null, {"name": "", "view": ""}, {"name": "x"}]'])(
    'are none when %j is stored',
    (stored) => {
      expect(readViews(stored)).toEqual([]);
    },
  );

  it('have a name that says what they are, and are not without end', () => {
    const many = Array.from({ length: MOST_VIEWS }, (_, index) => ({ name: `view ${index}`, view: '' }));
    expect(viewNameProblem(' ', [])).toContain('name');
    expect(viewNameProblem('x'.repeat(61), [])).toContain('60');
    expect(viewNameProblem('one more', many)).toContain('delete one');
    expect(viewNameProblem('view 3', many)).toBeNull();
  });
});
