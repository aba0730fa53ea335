// Loopback ports: finding free ones, and asking a server whether it is really there.
import { createServer, connect as connectPlain } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { randomInt } from 'node:crypto';

export const HOST = '127.0.0.1';
const taken = new Set();

/** A port that is free now, below the range the kernel gives to outgoing connections, so that no client takes it meanwhile. */
export async function freePort() {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const port = randomInt(20_000, 32_000);
    if (!taken.has(port) && (await isFree(port))) {
      taken.add(port);
      return port;
    }
  }
  throw new Error('no free loopback port found');
}

export async function freePorts(count) {
  const ports = [];
  while (ports.length < count) ports.push(await freePort());
  return ports;
}

function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: HOST, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/**
 * Talks to a server: waits for each expected pattern and then sends the line beside it (`[[pattern, answer], …]`, answer null at the end).
 * Answers false when the server is not there or says something else. `authority` (PEM) turns TLS on and is checked.
 */
export function converse(port, steps, { authority = null, first = null } = {}) {
  return new Promise((resolve) => {
    const socket = authority
      ? connectTls({ host: HOST, port, servername: 'localhost', ca: authority })
      : connectPlain({ host: HOST, port });
    const rest = [...steps];
    let heard = Buffer.alloc(0);
    const finish = (answer) => { socket.destroy(); resolve(answer); };
    socket.setTimeout(5_000, () => finish(false));
    socket.on('error', () => finish(false));
    socket.on('close', () => finish(false));
    if (first) socket.on('connect', () => socket.write(first));
    socket.on('data', (bytes) => {
      heard = Buffer.concat([heard, bytes]);
      while (rest.length > 0 && rest[0][0].test(heard.toString('latin1'))) {
        const [, answer] = rest.shift();
        heard = Buffer.alloc(0);
        if (answer !== null) socket.write(answer);
      }
      if (rest.length === 0) finish(true);
    });
  });
}
