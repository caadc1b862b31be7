import { rolesAndSessions } from './0001-roles-and-sessions.js';
import { sayWhatTablesHold } from './0002-say-what-tables-hold.js';

/** In the order in which they run. */
export const credentialsMigrations = [rolesAndSessions, sayWhatTablesHold];
