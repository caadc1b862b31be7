import { readFile } from 'node:fs/promises';
import { parseDocument } from 'yaml';
import { z } from 'zod';

/** Something in the configuration file is missing or wrong; the message names the file, the key and the way out. */
export class ConfigurationProblem extends Error {
  override readonly name = 'ConfigurationProblem';
}

const Sections = z.record(z.string(), z.unknown());
const KNOWN_SECTIONS = ['aws', 'eligibility', 'visibility', 'plugins'];

/** The configuration file as read: its path, for messages, and its sections, not yet checked. */
export interface GatehouseFile {
  readonly path: string;
  readonly sections: Readonly<Record<string, unknown>>;
}

/** Turns YAML text into sections. Throws `ConfigurationProblem` with the line when it is not YAML. */
export function parseGatehouseFile(path: string, text: string): GatehouseFile {
  const document = parseDocument(text);
  const [problem] = document.errors;
  if (problem) throw new ConfigurationProblem(`${path} is not readable YAML: ${problem.message}`);
  const sections = Sections.safeParse(document.toJS() ?? {});
  if (!sections.success) {
    throw new ConfigurationProblem(`${path} must begin with named sections, such as "aws:" and "eligibility:".`);
  }
  const unknown = Object.keys(sections.data).filter((name) => !KNOWN_SECTIONS.includes(name));
  if (unknown.length > 0) {
    const sentence = `${path} has a section that is not known: ${unknown.join(', ')}. There are `;
    throw new ConfigurationProblem(`${sentence}${KNOWN_SECTIONS.join(' and ')}.`);
  }
  return { path, sections: sections.data };
}

/** Reads the file once, at start. Throws `ConfigurationProblem` when it cannot be read. */
export async function readGatehouseFile(path: string): Promise<GatehouseFile> {
  try {
    return parseGatehouseFile(path, await readFile(path, 'utf8'));
  } catch (error) {
    if (error instanceof ConfigurationProblem) throw error;
    throw new ConfigurationProblem(
      `${path} cannot be read (${(error as Error).message}). GATEHOUSE_CONFIG_FILE must name the configuration file.`,
      { cause: error },
    );
  }
}

/** One section, checked. Throws `ConfigurationProblem` naming every key that is wrong. */
export function sectionOf<S extends z.ZodType>(file: GatehouseFile, name: string, schema: S): z.output<S> {
  const parsed = schema.safeParse(file.sections[name] ?? {});
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.flatMap((issue) => linesOf(name, issue));
  throw new ConfigurationProblem([`${file.path} needs a correction:`, ...lines].join('\n  '));
}

function linesOf(section: string, issue: z.core.$ZodIssue): string[] {
  const key = [section, ...issue.path].join('.');
  if (issue.code !== 'unrecognized_keys') return [`${key}: ${issue.message}`];
  return issue.keys.map((unknown) => `${key}.${unknown}: is not known here; remove it or check its spelling.`);
}
