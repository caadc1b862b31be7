import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const foldersWithProjects = ['apps', 'deploy', 'libs', 'plugins', 'tools'];

describe('tsconfig.json', () => {
  it('compiles every project of the workspace', () => {
    const { references } = JSON.parse(readFileSync('tsconfig.json', 'utf8')) as { references: { path: string }[] };
    const projects = foldersWithProjects
      .flatMap((folder) => (existsSync(folder) ? readdirSync(folder).map((name) => `${folder}/${name}`) : []))
      .filter((project) => existsSync(`${project}/tsconfig.json`));
    expect(references.map(({ path }) => path)).toEqual(projects.sort());
  });
});
