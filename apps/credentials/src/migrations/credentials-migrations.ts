import { rolesAndSessions } from './0001-roles-and-sessions.js';

/** In the order in which they run. */
export const credentialsMigrations = [rolesAndSessions];
