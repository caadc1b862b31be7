import { auditVerify } from './audit-verify.js';

process.exitCode = await auditVerify(process.argv.slice(2), process.cwd(), (line) => process.stdout.write(`${line}\n`));
