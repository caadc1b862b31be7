/**
 * The lines that tell of each setting.
 *
 * @param {Record<string, unknown>} properties of the JSON Schema of a service's environment
 * @param {readonly string[]} required
 * @returns {string[]}
 */
export function settingLines(properties, required) {
  return Object.entries(properties).flatMap(([name, property]) => {
    const setting = /** @type {{ default?: unknown, description?: string, enum?: unknown[] }} */ (property);
    const choices = setting.enum ? ` One of ${setting.enum.join(', ')}.` : '';
    return [
      `  ${name}  (${standing(setting.default, required.includes(name))})`,
      `      ${setting.description ?? ''}${choices}`,
    ];
  });
}

/**
 * @param {unknown} byDefault
 * @param {boolean} isRequired
 */
function standing(byDefault, isRequired) {
  if (byDefault !== undefined && byDefault !== '') return `default: ${String(byDefault)}`;
  return isRequired ? 'required' : 'optional';
}
