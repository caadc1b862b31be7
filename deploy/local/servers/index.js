export { findCommand, findProgram } from './find-program.js';
export { ensurePrograms } from './install.js';
export { startNats } from './nats.js';
export { freePort, isPortFree } from './ports.js';
export { startPostgres } from './postgres.js';
export { birthOf, endLeftovers, forgetProcess, isSameProcess, readRecords, recordProcess } from './process-records.js';
export { acceptsConnections, lastLines, startProcess, waitUntilReady } from './processes.js';
export { startRedis } from './redis.js';
export { temporaryFolder } from './temporary-folder.js';
export { EXIT, explainProblem, StartProblem } from './start-problem.js';

/** @typedef {import('./postgres.js').RunningServer} RunningServer */
/** @typedef {import('./processes.js').RunningProcess} RunningProcess */
