// Reads Rust text just well enough for the invariants: tells code from strings and comments.

/**
 * Answers `{ code, bare, strings }`: `code` without comments, `bare` also without the insides of strings (both keep
 * every line where it was), and the strings as `{ line, text }`.
 */
export function readRust(source) {
  let code = '';
  let bare = '';
  let line = 1;
  let at = 0;
  const strings = [];
  const take = (length, kind) => {
    const text = source.slice(at, at + length);
    const blank = text.replaceAll(/[^\n]/g, ' ');
    code += kind === 'comment' ? blank : text;
    bare += kind === 'code' ? text : blank;
    line += text.split('\n').length - 1;
    at += length;
  };
  while (at < source.length) {
    const rest = source.slice(at, at + 12);
    if (rest.startsWith('//')) take(until(source, at, '\n') - at, 'comment');
    else if (rest.startsWith('/*')) take(blockComment(source, at) - at, 'comment');
    else if (/^b?r#*"/.test(rest) && !/\w/.test(source[at - 1] ?? ' ')) {
      const hashes = /^b?r(#*)"/.exec(source.slice(at))[1];
      const open = source.indexOf('"', at) + 1;
      const close = until(source, open, `"${hashes}`);
      string(open, close, close + 1 + hashes.length);
    } else if (rest[0] === '"') {
      const close = quoted(source, at + 1);
      string(at + 1, close, close + 1);
    } else if (rest[0] === "'") take(character(source, at), 'code');
    else take(1, 'code');
  }
  return { code, bare, strings };

  function string(open, close, end) {
    strings.push({ line, text: source.slice(open, close) });
    take(end - at, 'string');
  }
}

function until(source, from, mark) {
  const found = source.indexOf(mark, from);
  return found < 0 ? source.length : found;
}

/** Block comments nest in Rust. */
function blockComment(source, from) {
  let depth = 0;
  for (let at = from; at < source.length; at += 1) {
    if (source.startsWith('/*', at)) { depth += 1; at += 1; }
    else if (source.startsWith('*/', at)) { depth -= 1; at += 1; if (depth === 0) return at + 1; }
  }
  return source.length;
}

function quoted(source, from) {
  for (let at = from; at < source.length; at += 1) {
    if (source[at] === '\\') at += 1;
    else if (source[at] === '"') return at;
  }
  return source.length;
}

/** The length of a character literal; a lifetime is just its quote. */
function character(source, at) {
  const literal = /^'(?:\\(?:u\{[0-9a-fA-F_]+\}|x[0-9a-fA-F]{2}|.)|[^'\\])'/su.exec(source.slice(at, at + 16));
  return literal ? literal[0].length : 1;
}

/** The line of a place in the text, counted from 1. */
export function lineOf(text, index) {
  return text.slice(0, index).split('\n').length;
}
