#!/usr/bin/env node
// The first thing that runs on a fresh clone: until `npm ci` has run, only Node's own modules may be imported.
import { startInTerminal } from './product/terminal.js';

await startInTerminal(process.argv.slice(2));
