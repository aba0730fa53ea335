// A name server (RFC 1035) with one record, the key of the signed mail in RFC 8463, appendix A. Whatever else is asked for does
// not exist: no test asks a name server outside.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { HOST } from './ports.mjs';

const RECORDS = new Map([
  ['brisbane._domainkey.football.example.com', 'v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo='],
]);

export async function startNames() {
  const socket = createSocket('udp4');
  socket.on('message', (message, { address, port }) => {
    const answer = answerTo(message);
    if (answer) socket.send(answer, port, address);
  });
  socket.bind(0, HOST);
  await once(socket, 'listening');
  return { env: { MADOGUCHI_TEST_DNS: `${HOST}:${socket.address().port}` }, stop: () => socket.close() };
}

/** One question of one name; null where it cannot be read. */
function answerTo(message) {
  const labels = [];
  let at = 12;
  while (at < message.length && message[at] > 0) {
    labels.push(message.toString('latin1', at + 1, at + 1 + message[at]));
    at += 1 + message[at];
  }
  if (at + 5 > message.length) return null;
  const question = message.subarray(12, at + 5);
  const text = RECORDS.get(labels.join('.').toLowerCase());
  // A response, recursion available, without error or with "no such name"; one question, at most one answer.
  const head = Buffer.from([message[0], message[1], 0x81, text ? 0x80 : 0x83, 0, 1, 0, text ? 1 : 0, 0, 0, 0, 0]);
  if (!text) return Buffer.concat([head, question]);
  // The name of the question, TXT, IN, kept for an hour; one string of fewer than 256 bytes.
  const record = Buffer.from([0xc0, 12, 0, 16, 0, 1, 0, 0, 0x0e, 0x10, 0, text.length + 1, text.length]);
  return Buffer.concat([head, question, record, Buffer.from(text, 'latin1')]);
}
