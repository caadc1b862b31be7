import { startService } from '@gatehouse/service-host';
import { inventory } from './inventory.manifest.js';
import { InventoryModule } from './inventory.module.js';

await startService({ manifest: inventory, module: InventoryModule.with() });
