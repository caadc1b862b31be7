import { startService } from '@gatehouse/service-host';
import { gatewayConfig } from './gateway.config.js';
import { gateway } from './gateway.manifest.js';
import { GatewayModule } from './gateway.module.js';
import { httpApplication } from './server/http-application.js';

await startService({
  manifest: gateway,
  module: GatewayModule,
  config: gatewayConfig,
  application: httpApplication,
});
