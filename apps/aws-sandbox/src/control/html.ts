/** Text that is HTML already. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = Html | number | string | undefined | readonly Part[];

/** HTML with every value in it escaped, unless it is HTML itself. */
export function html(strings: TemplateStringsArray, ...values: readonly Part[]): Html {
  return new Html(strings.map((text, index) => text + written(values[index])).join(''));
}

function written(value: Part): string {
  if (value === undefined) return '';
  if (value instanceof Html) return value.text;
  return isList(value) ? value.map(written).join('') : escaped(String(value));
}

function isList(value: Part): value is readonly Part[] {
  return Array.isArray(value);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '"': '&quot;',
  '&': '&amp;',
  "'": '&#39;',
  '<': '&lt;',
  '>': '&gt;',
};

function escaped(text: string): string {
  return text.replaceAll(/["&'<>]/gu, (character) => ENTITIES[character] ?? '');
}
