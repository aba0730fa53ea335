// What mails and files hold, read by other eyes than the program's: the parts of a MIME message, the files of a ZIP archive.
import { inflateRawSync } from 'node:zlib';

export type Part = { kind: string; /** The Content-ID, without brackets. */ id: string; name: string; bytes: Buffer };

/** The parts of a message that are no containers, in their order (RFC 2045, 2046). */
export function opened(raw: string): Part[] {
  const [head, body] = halves(raw.replaceAll('\r\n', '\n'));
  const field = (name: string) => new RegExp(`^${name}:[ \\t]*(.*)$`, 'im').exec(head)?.[1].trim() ?? '';
  const type = field('Content-Type');
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (boundary) return body.split(new RegExp(`^--${boundary.replaceAll(/[^\w]/g, '\\$&')}(?:--)?[ \\t]*$`, 'm')).slice(1, -1).flatMap((part) => opened(part.replace(/^\n/, '')));
  return [{
    kind: type.split(';')[0].trim().toLowerCase(),
    id: field('Content-ID').replaceAll(/[<>]/g, ''),
    name: /filename\*?=(?:"([^"]*)"|([^;\s]*))/i.exec(field('Content-Disposition'))?.slice(1).find(Boolean) ?? '',
    bytes: decoded(body, field('Content-Transfer-Encoding').toLowerCase()),
  }];
}

function halves(text: string): [string, string] {
  const at = text.indexOf('\n\n');
  return at < 0 ? [text, ''] : [text.slice(0, at).replaceAll(/\n[ \t]+/g, ' '), text.slice(at + 2)];
}

function decoded(body: string, encoding: string): Buffer {
  if (encoding === 'base64') return Buffer.from(body, 'base64');
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'utf8');
  const bytes = body.replaceAll('=\n', '').replaceAll(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1');
}

/** The files of an archive by their names (APPNOTE 4.3). */
export function unzipped(bytes: Buffer): Record<string, Buffer> {
  const files: Record<string, Buffer> = {};
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) throw new Error('no archive');
  let at = bytes.readUInt32LE(end + 16);
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count -= 1) {
    const [method, size, names, extra, comment, start] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32), bytes.readUInt32LE(at + 42)];
    const data = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28);
    const packed = bytes.subarray(data, data + size);
    files[bytes.toString('utf8', at + 46, at + 46 + names)] = method === 0 ? packed : inflateRawSync(packed);
    at += 46 + names + extra + comment;
  }
  return files;
}
