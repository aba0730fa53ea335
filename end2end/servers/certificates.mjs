// A certificate authority of our own and one server certificate for localhost, valid for a few days.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runToEnd } from './processes.mjs';

const LEAF = `basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = DNS:localhost,IP:127.0.0.1,IP:::1
`;
const CURVE = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

/** Makes the files in `folder` and answers their paths, and the text of the authority's certificate. */
export async function makeCertificates(folder) {
  await mkdir(folder, { mode: 0o755 });
  const path = (name) => join(folder, name);
  await writeFile(path('leaf.cnf'), LEAF);
  await runToEnd('openssl', ['req', '-x509', ...CURVE, '-days', '7', '-subj', '/CN=Madoguchi test authority',
    '-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign,cRLSign',
    '-keyout', path('ca.key'), '-out', path('ca.pem')]);
  await runToEnd('openssl', ['req', '-new', ...CURVE, '-subj', '/CN=localhost', '-keyout', path('server.key'), '-out', path('server.csr')]);
  await runToEnd('openssl', ['x509', '-req', '-in', path('server.csr'), '-CA', path('ca.pem'), '-CAkey', path('ca.key'), '-CAcreateserial',
    '-days', '7', '-extfile', path('leaf.cnf'), '-out', path('server.pem')]);
  return {
    authority: path('ca.pem'),
    authorityText: await readFile(path('ca.pem'), 'utf8'),
    certificate: path('server.pem'),
    key: path('server.key'),
  };
}
