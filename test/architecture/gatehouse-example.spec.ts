import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { awsEstateOf, parseGatehouseFile, visibilitySettingsOf } from '@gatehouse/aws';
import { embeddedConfiguration } from '@gatehouse/local/product';
import { eligibilitySettingsOf } from '../../apps/credentials/src/eligibility/eligibility-settings.js';

const example = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'gatehouse.example.yaml'), 'utf8');
const embedded = embeddedConfiguration({ sandboxUrl: 'http://127.0.0.1:4599', portalUrl: 'http://127.0.0.1:3000' });

describe.each([
  ['docs/gatehouse.example.yaml', example],
  ['the configuration of the embedded organization', embedded],
])('%s', (path, text) => {
  const file = parseGatehouseFile(path, text);

  it('is what the services read', () => {
    expect(awsEstateOf(file).organizations).toHaveLength(1);
    expect(awsEstateOf(file).reader?.externalId).toBeDefined();
  });

  it('shows the tag keys that count when none are written', () => {
    expect(eligibilitySettingsOf(file)).toEqual(eligibilitySettingsOf(parseGatehouseFile(path, '')));
  });

  it('shows the estate to everybody, as when nothing is written', () => {
    expect(visibilitySettingsOf(file)).toEqual(visibilitySettingsOf(parseGatehouseFile(path, '')));
  });
});

it('docs/gatehouse.example.yaml opens accounts in a way that is understood, where its comments are taken away', () => {
  const opened = example
    .replace('rule: everybody', 'rule: by-account')
    .replace(/^ {2}# (help:|opened:| {2}- \{ to:)/gm, '  $1');
  const { rule, help, opened: entries } = visibilitySettingsOf(parseGatehouseFile('gatehouse.yaml', opened));
  expect([rule, help?.length, entries.length]).toEqual(['by-account', expect.any(Number), 2]);
});
