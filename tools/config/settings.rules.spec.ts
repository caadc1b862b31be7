import { describe, expect, it } from '@jest/globals';
import { settingLines } from './settings.rules.js';

describe(settingLines, () => {
  it('tells name, default or need, meaning and choices', () => {
    const properties = {
      GATEHOUSE_LEVEL: { default: 'info', description: 'How much is logged.', enum: ['info', 'debug'] },
      GATEHOUSE_FILE: { description: 'A file.' },
      GATEHOUSE_EXTRA: { description: 'More.' },
    };
    expect(settingLines(properties, ['GATEHOUSE_FILE'])).toEqual([
      '  GATEHOUSE_LEVEL  (default: info)',
      '      How much is logged. One of info, debug.',
      '  GATEHOUSE_FILE  (required)',
      '      A file.',
      '  GATEHOUSE_EXTRA  (optional)',
      '      More.',
    ]);
  });
});
