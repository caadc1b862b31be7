import { describe, expect, it } from '@jest/globals';
import { DEFAULT_PREFERENCES, readTablePreferences } from './table-preferences.rules';

describe(readTablePreferences, () => {
  it('reads what was chosen', () => {
    const chosen = { pageSize: 50, hiddenColumns: ['ou'] };
    expect(readTablePreferences(JSON.stringify(chosen))).toEqual(chosen);
  });

  it('never hides a column without which the table is of no use', () => {
    expect(readTablePreferences('{"hiddenColumns":["role","actions","nonsense"]}').hiddenColumns).toEqual([]);
  });

  it.each([null, 'no json', '{"pageSize":7}', '[]'])('falls back on the usual for %j', (stored) => {
    expect(readTablePreferences(stored)).toEqual(DEFAULT_PREFERENCES);
  });
});
