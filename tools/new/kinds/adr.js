import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** @type {import('../new.js').Kind} */
export const adr = {
  usage: 'adr <title …>',
  plan(words, root) {
    const title = words.join(' ');
    const numbers = readdirSync(join(root, 'docs/decisions')).map((file) => Number.parseInt(file, 10) || 0);
    const number = String(Math.max(0, ...numbers) + 1).padStart(4, '0');
    const slug = title
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '');
    const sections = {
      Context: 'What makes a decision necessary.',
      Decision: 'What we do.',
      Consequences: 'What gets easier, what gets harder.',
      'Enforced by': 'The lint rule, type or test that notices when this is no longer so.',
    };
    const text = Object.entries(sections).map(([heading, hint]) => `## ${heading}\n\n${hint}\n`);
    return {
      files: { [`docs/decisions/${number}-${slug}.md`]: `# ${number}: ${title}\n\n${text.join('\n')}` },
      next: ['fill in the four sections; a decision without "Enforced by" decays'],
    };
  },
};
