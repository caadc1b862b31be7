import { type ChildProcess, spawn } from 'node:child_process';

/** The least a server in Node can do: read the request and answer the same bytes to everybody. */
const PROGRAM = `
const body = Buffer.alloc(Number(process.argv[1]), 'x');
const server = require('node:http').createServer((request, response) => {
  request.on('data', () => {});
  request.on('end', () => { response.writeHead(200, { 'content-length': body.length }); response.end(body); });
});
server.listen(0, '127.0.0.1', () => console.log('http://127.0.0.1:' + server.address().port));
`;

export interface BareServer {
  readonly url: string;
  readonly pid: number;
  readonly stop: () => void;
}

/** Starts it in a process of its own, so that its processor time can be counted. */
export async function startBareServer(bytes: number): Promise<BareServer> {
  const child: ChildProcess = spawn(process.execPath, ['-e', PROGRAM, String(bytes)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve) => {
    child.stdout?.once('data', (chunk: Buffer) => {
      resolve(chunk.toString().trim());
    });
  });
  return { url, pid: child.pid ?? 0, stop: () => void child.kill() };
}
