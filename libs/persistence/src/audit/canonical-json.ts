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
  let fields = '';
  for (const key of Object.keys(object).sort()) {
    const value = object[key];
    if (value !== undefined) fields += `${fields === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(value)}`;
  }
  return `{${fields}}`;
}

function canonicalScalar(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`${value} has no JSON form.`);
  if (!['string', 'number', 'boolean', 'object'].includes(typeof value)) {
    throw new TypeError(`A value of type ${typeof value} has no JSON form.`);
  }
  return JSON.stringify(value);
}

function toJsonValue(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { toJSON } = value as { toJSON?: unknown };
  return typeof toJSON === 'function' ? (toJSON.call(value) as unknown) : value;
}
