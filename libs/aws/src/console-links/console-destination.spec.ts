import { describe, expect, it } from '@jest/globals';
import { decideDestination } from './console-destination.js';

const publicConsole = { partition: 'aws', consoleUrl: 'https://console.aws.amazon.com/' } as const;
const loopback = { partition: 'aws', consoleUrl: 'http://127.0.0.1:4599/console' } as const;

describe(decideDestination, () => {
  it('lands at home without a wish, in the region if there is one', () => {
    expect(decideDestination(publicConsole, {})).toEqual({ allowed: true, url: 'https://console.aws.amazon.com/' });
    expect(decideDestination(publicConsole, { region: 'eu-west-1' })).toEqual({
      allowed: true,
      url: 'https://eu-west-1.console.aws.amazon.com/?region=eu-west-1',
    });
    expect(decideDestination(loopback, { region: 'eu-west-1' })).toEqual({
      allowed: true,
      url: 'http://127.0.0.1:4599/console?region=eu-west-1',
    });
  });

  it.each([
    'https://console.aws.amazon.com/s3/home',
    'https://eu-west-1.console.aws.amazon.com/ec2/home?region=eu-west-1#Instances:',
  ])('allows %s', (destination) => {
    expect(decideDestination(publicConsole, { destination })).toEqual({ allowed: true, url: destination });
  });

  it.each([
    'http://console.aws.amazon.com/',
    'https://console.aws.amazon.com.evil.example/',
    'https://evilconsole.aws.amazon.com/',
    'https://evil.example/?x=console.aws.amazon.com',
    'https://ada:secret@console.aws.amazon.com/',
    'https://console.aws.amazon.com@evil.example/',
    'https://console.aws.amazon.com:8443/',
    'https://console.amazonaws-us-gov.com/',
    'javascript:alert(1)',
    'http://127.0.0.1:4599/console',
  ])('refuses %s', (destination) => {
    expect(decideDestination(publicConsole, { destination })).toMatchObject({ allowed: false });
  });

  it('allows the configured console, and only its very origin', () => {
    expect(decideDestination(loopback, { destination: 'http://127.0.0.1:4599/console/s3' })).toMatchObject({
      allowed: true,
    });
    expect(decideDestination(loopback, { destination: 'http://127.0.0.1:4600/console/s3' })).toMatchObject({
      allowed: false,
    });
  });
});
