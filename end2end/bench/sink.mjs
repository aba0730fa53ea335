// An SMTP server that throws every mail away as fast as it can, in a thread of its own; and the fastest client of one connection.
import { connect, createServer } from 'node:net';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { fileURLToPath } from 'node:url';

const HOST = '127.0.0.1';

/** Starts it; `count()` is how many mails it took. */
export async function openSink() {
  const worker = new Worker(fileURLToPath(import.meta.url));
  const heard = (wanted) => new Promise((resolve) => {
    const listen = (message) => {
      if (!(wanted in message)) return;
      worker.off('message', listen);
      resolve(message[wanted]);
    };
    worker.on('message', listen);
  });
  const port = await heard('port');
  const count = () => {
    const answer = heard('count');
    worker.postMessage('count');
    return answer;
  };
  return { host: HOST, port, count, close: () => worker.terminate() };
}

if (!isMainThread) {
  let taken = 0;
  const server = createServer((socket) => {
    let [text, inData] = ['', false];
    socket.setNoDelay(true);
    socket.write('220 sink\r\n');
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      text += bytes.toString('latin1');
      for (;;) {
        if (inData) {
          const end = text.startsWith('.\r\n') ? 0 : text.indexOf('\r\n.\r\n');
          if (end < 0) return;
          text = text.slice(end === 0 ? 3 : end + 5);
          inData = false;
          taken += 1;
          socket.write('250 taken\r\n');
          continue;
        }
        const end = text.indexOf('\r\n');
        if (end < 0) return;
        const line = text.slice(0, end).toUpperCase();
        text = text.slice(end + 2);
        inData = line === 'DATA';
        if (line.startsWith('EHLO')) socket.write('250-sink\r\n250-PIPELINING\r\n250 8BITMIME\r\n');
        else if (line === 'QUIT') socket.end('221 bye\r\n');
        else socket.write(inData ? '354 go on\r\n' : '250 ok\r\n');
      }
    });
  });
  server.listen(0, HOST, () => parentPort.postMessage({ port: server.address().port }));
  parentPort.on('message', () => parentPort.postMessage({ count: taken }));
}

/** Mails a second of a client that does nothing else: one connection, one recipient a mail, the same bytes each time. */
export async function handOver({ host, port }, from, to, mail, count) {
  const socket = connect({ host, port });
  socket.setNoDelay(true);
  let [text, wake] = ['', () => {}];
  socket.on('data', (bytes) => {
    text += bytes.toString('latin1');
    wake();
  });
  const answer = async () => {
    for (;;) {
      const line = /^(\d\d\d)( [^\n]*)?\r?\n/m.exec(text);
      if (line) {
        text = text.slice(line.index + line[0].length);
        return line[1];
      }
      await new Promise((resolve) => { wake = resolve; });
    }
  };
  const say = async (words, expected) => {
    socket.write(words);
    const code = await answer();
    if (code[0] !== expected) throw new Error(`${words.slice(0, 60)} was answered ${code}`);
  };
  await answer();
  await say('EHLO bench.example\r\n', '2');
  const began = performance.now();
  for (let n = 0; n < count; n += 1) {
    await say(`MAIL FROM:<${from}>\r\n`, '2');
    await say(`RCPT TO:<${to(n)}>\r\n`, '2');
    await say('DATA\r\n', '3');
    await say(`${mail}\r\n.\r\n`, '2');
  }
  const rate = count / ((performance.now() - began) / 1_000);
  await say('QUIT\r\n', '2');
  socket.destroy();
  return rate;
}
