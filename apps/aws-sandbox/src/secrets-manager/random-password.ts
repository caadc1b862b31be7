import { randomInt } from 'node:crypto';

import {
  GetRandomPassword$,
  type GetRandomPasswordRequest,
  type GetRandomPasswordResponse,
} from '@aws-sdk/client-secrets-manager';

import { operation } from '../service/operation.js';
import { invalidParameter } from './secret-errors.js';

const NORMAL_LENGTH = 32;
const MAX_LENGTH = 4096;

/** The kinds of character that a password may have, without those that the caller excludes. */
function kindsOf(input: GetRandomPasswordRequest): readonly string[] {
  const kinds = [
    input.ExcludeLowercase === true ? '' : 'abcdefghijklmnopqrstuvwxyz',
    input.ExcludeUppercase === true ? '' : 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    input.ExcludeNumbers === true ? '' : '0123456789',
    input.ExcludePunctuation === true ? '' : '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
    input.IncludeSpace === true ? ' ' : '',
  ];
  const excluded = new Set(input.ExcludeCharacters ?? '');
  return kinds.map((kind) => [...kind].filter((each) => !excluded.has(each)).join('')).filter((kind) => kind !== '');
}

const anyOf = (characters: string): string => characters.charAt(randomInt(characters.length));

function shuffled(characters: string[]): string {
  for (let index = characters.length - 1; index > 0; index -= 1) {
    const other = randomInt(index + 1);
    [characters[index], characters[other]] = [characters[other] ?? '', characters[index] ?? ''];
  }
  return characters.join('');
}

/** One of each kind at least, unless the caller does not want that. */
export const getRandomPassword = operation<GetRandomPasswordRequest, GetRandomPasswordResponse>({
  schema: GetRandomPassword$,
  access: (_input, { caller }) => [
    { action: 'secretsmanager:GetRandomPassword', resource: '*', resourceAccountId: caller.accountId },
  ],
  handle: (input) => {
    const length = input.PasswordLength ?? NORMAL_LENGTH;
    if (length < 1 || length > MAX_LENGTH) {
      throw invalidParameter(`Password length must be between 1 and ${String(MAX_LENGTH)}.`);
    }
    const kinds = kindsOf(input);
    if (kinds.length === 0) throw invalidParameter('No characters are left to make a password of.');
    const needed = input.RequireEachIncludedType === false ? [] : kinds.map(anyOf);
    if (needed.length > length) throw invalidParameter('Password length is too short based on the required types.');
    const all = kinds.join('');
    const rest = Array.from({ length: length - needed.length }, () => anyOf(all));
    return { RandomPassword: shuffled([...needed, ...rest]) };
  },
});
