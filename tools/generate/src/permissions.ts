/**
 * `npm run permissions -- gatehouse.yaml` prints the policy of the reader's spoke role with what the plugins of that file
 * need; with `--template` the CloudFormation template of the role.
 */
import { readerPermissionsOf } from '@gatehouse/inventory/aws-permissions';
import { stringify } from 'yaml';
import { readerPolicy, readerRoleTemplate } from './reader-role.js';

const [path, ...flags] = process.argv.slice(2);
if (path === undefined || flags.some((flag) => flag !== '--template')) {
  console.error('Usage: npm run permissions -- gatehouse.yaml [--template]');
  process.exitCode = 2;
} else {
  try {
    const parts = await readerPermissionsOf(path);
    const isTemplate = flags.includes('--template');
    const made = JSON.stringify(isTemplate ? readerRoleTemplate(parts) : readerPolicy(parts), null, 2);
    console.log(isTemplate ? stringify(JSON.parse(made), { lineWidth: 120, aliasDuplicateObjects: false }) : made);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
