import { startService } from '@gatehouse/service-host';
import { credentials } from './credentials.manifest.js';
import { CredentialsModule } from './credentials.module.js';

await startService({ manifest: credentials, module: CredentialsModule.with() });
