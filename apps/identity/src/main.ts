import { startService } from '@gatehouse/service-host';
import { identityConfig } from './identity.config.js';
import { identity } from './identity.manifest.js';
import { IdentityModule } from './identity.module.js';

await startService({ manifest: identity, module: IdentityModule, config: identityConfig });
