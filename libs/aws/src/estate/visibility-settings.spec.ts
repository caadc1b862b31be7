import { describe, expect, it } from '@jest/globals';
import { ConfigurationProblem, parseGatehouseFile } from './gatehouse-file.js';
import { visibilitySettingsOf } from './visibility-settings.js';

const settingsOf = (text: string) => visibilitySettingsOf(parseGatehouseFile('gatehouse.yaml', text));

describe(visibilitySettingsOf, () => {
  it('shows everything to everybody when nothing is written', () => {
    expect(settingsOf('')).toEqual({ rule: 'everybody', opened: [] });
  });

  it('reads what is opened to whom', () => {
    const text = "visibility: { rule: by-account, opened: [{ to: [payments], accountIds: ['111122223333'] }] }";
    expect(settingsOf(text).opened).toEqual([{ to: ['payments'], accountIds: ['111122223333'], ouPaths: [] }]);
  });

  it.each([
    ['a rule that there is not', '{ rule: by-moon }', 'visibility.rule'],
    ['something opened that the rule does not open', '{ opened: [{ to: [a], ouPaths: [Root] }] }', 'visibility.opened'],
    [
      'nothing opened',
      '{ rule: by-account, opened: [{ to: [a] }] }',
      'visibility.opened.0: Name accountIds or ouPaths',
    ],
    ['nobody to open it to', '{ rule: by-account, opened: [{ to: [], ouPaths: [Root] }] }', 'visibility.opened.0.to'],
    ['a misspelt key', '{ rules: by-account }', 'visibility.rules: is not known here'],
  ])('names the key of %s', (_what, text, message) => {
    expect(() => settingsOf(`visibility: ${text}`)).toThrow(ConfigurationProblem);
    expect(() => settingsOf(`visibility: ${text}`)).toThrow(message);
  });
});
