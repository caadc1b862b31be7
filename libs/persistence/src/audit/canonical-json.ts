/**
 * JSON with one spelling for one value: object keys sorted by UTF-16 code units, no white space, numbers and strings as
 * ECMAScript writes them (RFC 8785). Absent (`undefined`) fields are left out. Throws on what JSON cannot say.
 */
export function canonicalJson(value: unknown): string {
  const plain = toJsonValue(value);
  if (Array.isArray(plain)) return `[${plain.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (typeof plain === 'object' && plain !== null) return canonicalObject(plain as Record<string, unknown>);
  return canonicalScalar(plain);
}

function canonicalObject(object: Record<string, unknown>): string {
  const fields = Object.keys(object)
    .filter((key) => object[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(object[key])}`);
  return `{${fields.join(',')}}`;
}

function canonicalScalar(value: unknown): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`${value} has no JSON form.`);
  if (!['string', 'number', 'boolean', 'object'].includes(typeof value)) {
    throw new TypeError(`A value of type ${typeof value} has no JSON form.`);
  }
  return JSON.stringify(value);
}

function toJsonValue(value: unknown): unknown {
  const { toJSON } = (value ?? {}) as { toJSON?: unknown };
  return typeof toJSON === 'function' ? (toJSON.call(value) as unknown) : value;
}
