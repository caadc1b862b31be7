import { describe, expect, it } from '@jest/globals';
import keepClassNames from './keep-class-names.mjs';

describe('keeping the names of a style sheet', () => {
  it.each([
    ['a class', '.awsui_root_1-2:hover {', ':global(.awsui_root_1-2):hover {'],
    ['what only lends weight', '.a:not(#\\9) > .b {', ':global(.a):not(:global(#\\9)) > :global(.b) {'],
    ['a class of an icon', '.icon .filled, .icon path {', ':global(.icon) :global(.filled), :global(.icon) path {'],
    ['a rule in a rule', '@media (width < 3.5em) {\n.a {', '@media (width < 3.5em) {\n:global(.a) {'],
    ['a step of a movement', '@keyframes k { 12.5% {', '@keyframes k { 12.5% {'],
  ])('marks %s', (_what, selector, kept) => {
    expect(keepClassNames(`${selector} color: #fff }`)).toBe(`${kept} color: #fff }`);
  });

  it('leaves values alone', () => {
    const rule = 'a { background: url(data:image/svg+xml;a.b#c); width: calc(1px * .5) }';
    expect(keepClassNames(rule)).toBe(rule);
  });
});
