// The rules, one function each. A rule takes the tree and answers what breaks it as `{ path, line, text }`.
// Numbers are those of the invariants in ARCHITECTURE.md; what a text search cannot see (6, 7, 9) the tests of the verbs show.
import { spawnSync } from 'node:child_process';
import { lineOf, readRust } from './rust.mjs';

export const LINE_LIMIT = 400;
const SERVER_ONLY = /^(tokio|sqlx|sqlx-.*|axum|axum-.*|lettre|mail-parser)$/;
const SQL_PLACES = [/^server\/backend\/(.*\/)?sql\.rs$/, /^server\/backend\/(.*\/)?sql\/.*\.rs$/, /^server\/backend\/src\/search\/index_\w+\.rs$/, /^server\/backend\/src\/db\//];
const ENGINE_PLACES = [/^server\/backend\/src\/search\/index_\w+\.rs$/, /^server\/backend\/src\/db\//];
const SSR_PLACES = ['app/src/lib.rs', 'app/src/server_side.rs'];
const TESTS = /(^|\/)(tests|fixtures|benches|examples)\/|(^|\/)(tests|testing|\w+_tests)\.rs$/;
const TABLES = /(^|\/)(tables|words|data)\/|(^|\/)(words|tables|\w+_table|\w+_tables)\.(rs|scss|mjs|ts)$/;
const VAGUE_NAMES = /(^|\/)(utils?|common|helpers?|misc|managers?|services?)(\.(rs|ts|scss|mjs))?(?=\/|$)/;
const SQL_TEXT = new RegExp([
  '^\\s*(?:select|SELECT)\\s(?:[^]*\\s(?:from|FROM)\\s|\\s*\\d+\\s*$)', '^\\s*(?:insert|INSERT)\\s+(?:or\\s+\\w+\\s+)?(?:into|INTO)\\s',
  '^\\s*(?:update|UPDATE)\\s+\\w+\\s+(?:\\w+\\s+)?(?:set|SET)\\s', '^\\s*(?:delete|DELETE)\\s+(?:from|FROM)\\s',
  '^\\s*(?:with|WITH)\\s+(?:recursive\\s+|RECURSIVE\\s+)?\\w+\\s*(?:\\([^)]*\\)\\s*)?(?:as|AS)\\s*(?:not\\s+|materialized\\s+)*\\(',
].join('|'));
const ENGINE_WORD = /\b(?:Sqlite\w*|Postgres\w*|Pg[A-Z]\w*|sqlite|postgres)\b/g;
const WALL_CLOCK = /\b(?:Timestamp|Zoned|SystemTime|DateTime|Utc|Local)::now\b/g;
const ANY_CLOCK = /\b(?:(?:Timestamp|Zoned|DateTime|Utc|Local)::now|SystemTime|Instant)\b/g;
const SECRET_COLUMN = /(?:^|_)(?:password|passphrase|secret|sealed|token|private_key|credential)(?:_|s?$)/;
// Split, so that this file does not break its own rule.
const HOSTS = ['crates' + '.io', 'npmjs' + '.org', 'npmjs' + '.com', 'pypi' + '.org', 'pythonhosted' + '.org', 'deb.debian' + '.org', 'rustup' + '.rs/dist'];
const MACHINE_PATH = new RegExp('(?:^|[\\s"\'`(=:,])(/(?:' + ['work/(?:main|shared)', 'root/\\w', 'home/\\w', 'tmp/b' + 'g'].join('|') + ')\\S*)', 'g');

export const RULES = [
  { name: '1 the browser bundle holds nothing of the server', check: browserTree },
  { name: '2 SQL stands only in sql.rs, search/index_*.rs, db/ and migrations/', check: sqlPlaces },
  { name: '3 only db/, search/index_*.rs and migrations/ know the engine', check: enginePlaces },
  { name: '4 cfg(feature = "ssr") stands only in app/src/lib.rs and app/src/server_side.rs', check: ssrPlaces },
  { name: '5 the SQL of a feature is private to it', check: privateSql },
  { name: '8 what is serialised selects no secret', check: secretsInViews },
  { name: '10 no wall clock in rules: time enters through Cx', check: clocks },
  { name: `a file has at most ${LINE_LIMIT} lines`, check: fileSizes },
  { name: 'no paths of one machine, no registry hosts', check: foreignWords },
  { name: 'names say what a thing is (no utils, common, helpers, misc, manager, service)', check: vagueNames },
  { name: 'both engines have the same migrations', check: migrations },
];

function browserTree({ root }) {
  const words = ['tree', '-p', 'frontend', '--target', 'wasm32-unknown-unknown', '-e', 'normal', '--prefix', 'none', '--format', '{p}'];
  const { status, stdout, stderr, error } = spawnSync('cargo', words, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (status !== 0) return [{ path: 'Cargo.toml', line: 1, text: `cargo tree failed: ${error?.message ?? stderr.trim()}` }];
  const crates = new Set(stdout.split('\n').map((line) => line.split(' ')[0]));
  return [...crates].filter((name) => SERVER_ONLY.test(name)).map((name) => (
    { path: 'frontend/Cargo.toml', line: 1, text: `depends on ${name} (cargo tree -p frontend --target wasm32-unknown-unknown -e normal -i ${name})` }));
}

function sqlPlaces(tree) {
  return rust(tree).filter(({ path }) => !TESTS.test(path) && !SQL_PLACES.some((place) => place.test(path)))
    .flatMap(({ path, strings }) => strings.filter(({ text }) => SQL_TEXT.test(text)).map(({ line, text }) => ({ path, line, text: `SQL: ${short(text)}` })));
}

function enginePlaces(tree) {
  return rust(tree).filter(({ path }) => !TESTS.test(path) && !ENGINE_PLACES.some((place) => place.test(path)))
    .flatMap((file) => matches(file, file.bare, ENGINE_WORD));
}

function ssrPlaces(tree) {
  return rust(tree).filter(({ path }) => path.startsWith('app/') && !SSR_PLACES.includes(path))
    .flatMap((file) => matches(file, file.code, /feature\s*=\s*"ssr"/g));
}

function privateSql(tree) {
  return rust(tree).filter(({ path }) => path.startsWith('server/')).flatMap((file) => {
    const own = /^server\/backend\/src\/([a-z_0-9]+)/.exec(file.path)?.[1];
    const opened = matches(file, file.bare, /\bpub(?:\s*\([^)]*\))?\s+mod\s+sql\b/g);
    const reached = [...file.bare.matchAll(/\b(?:crate|backend|super)::(\w+)::sql\b/g)].filter((match) => match[1] !== own && match[1] !== 'super')
      .map((match) => ({ path: file.path, line: lineOf(file.bare, match.index), text: match[0] }));
    return [...opened, ...reached];
  });
}

/** A struct that is read from a row and serialised is a view; renaming a secret column in a select would hide it from the first look. */
function secretsInViews(tree) {
  return rust(tree).filter(({ path }) => !TESTS.test(path)).flatMap((file) => {
    const found = [];
    for (const match of file.code.matchAll(/((?:#\[(?:[^\][]|\[[^\]]*\])*\]\s*)+)(?:pub(?:\([^)]*\))?\s+)?struct\s+(\w+)[^{;]*\{([^}]*)\}/g)) {
      const [whole, attributes, name, body] = match;
      if (!/\bSerialize\b/.test(attributes) || !/\bFromRow\b/.test(attributes)) continue;
      for (const field of body.matchAll(/^\s*(?:pub(?:\([^)]*\))?\s+)?(\w+)\s*:\s*([^,\n]+)/gm)) {
        if (!SECRET_COLUMN.test(field[1]) || field[2].trim() === 'bool') continue;
        found.push({ path: file.path, line: lineOf(file.code, match.index + whole.indexOf(body) + field.index) + leadingLines(field[0]), text: `view ${name} carries ${field[1]}` });
      }
    }
    const renamed = file.strings.filter(({ text }) => SQL_TEXT.test(text)).flatMap(({ line, text }) => [...text.matchAll(/(?:^|[\s,.])(\w+)\s+as\s+(\w+)/g)]
      .filter((match) => SECRET_COLUMN.test(match[1]) && !SECRET_COLUMN.test(match[2]) && match[1] !== 'null')
      .map((match) => ({ path: file.path, line: line + lineOf(text, match.index) - 1, text: `a secret under another name: ${match[1]} as ${match[2]}` })));
    return [...found, ...renamed];
  });
}

function clocks(tree) {
  const files = rust(tree).filter(({ path }) => !TESTS.test(path));
  const domain = files.filter(({ path }) => path.startsWith('app/domain/')).flatMap((file) => matches(file, file.bare, ANY_CLOCK));
  const verbs = files.filter(({ path }) => path.startsWith('server/backend/') && path !== 'server/backend/src/cx.rs')
    .flatMap((file) => matches(file, file.bare, WALL_CLOCK));
  return [...domain, ...verbs];
}

function fileSizes({ files, read }) {
  return files.filter((path) => /\.(rs|ts|scss|mjs)$/.test(path) && !TESTS.test(path) && !TABLES.test(path)).flatMap((path) => {
    const lines = read(path).trimEnd().split('\n').length;
    return lines > LINE_LIMIT ? [{ path, line: lines, text: `${lines} lines` }] : [];
  });
}

function foreignWords({ files, read }) {
  // Cargo names its index in the lock file by itself; letters in fixtures are other people's words.
  const own = files.filter((path) => !/(^|\/)Cargo\.lock$/.test(path) && !/(^|\/)(fixtures|corpora)\//.test(path) && !/\.(eml|png|ico|jpg|webp|woff2?|gz|br|zip)$/.test(path));
  return own.flatMap((path) => {
    const text = read(path);
    const hosts = HOSTS.filter((host) => text.includes(host)).map((host) => ({ path, line: lineOf(text, text.indexOf(host)), text: host }));
    const paths = [...text.matchAll(MACHINE_PATH)].map((match) => ({ path, line: lineOf(text, match.index + 1), text: match[1] }));
    return [...hosts, ...paths];
  });
}

function vagueNames({ files }) {
  return files.filter((path) => /\.(rs|ts|scss|mjs)$/.test(path) && VAGUE_NAMES.test(path)).map((path) => ({ path, line: 1, text: 'a name that says nothing' }));
}

function migrations({ files }) {
  const of = (engine) => files.filter((path) => path.startsWith(`migrations/${engine}/`)).map((path) => path.split('/').slice(2).join('/')).sort();
  const [sqlite, postgres] = [of('sqlite'), of('postgres')];
  const missing = (mine, other, engine) => other.filter((name) => !mine.includes(name)).map((name) => ({ path: `migrations/${engine}`, line: 1, text: `${name} is missing` }));
  const numbers = sqlite.map((name) => name.slice(0, 4));
  const doubled = sqlite.filter((name, at) => !/^\d{4}_\w+\.sql$/.test(name) || numbers.indexOf(numbers[at]) !== at)
    .map((name) => ({ path: `migrations/sqlite/${name}`, line: 1, text: 'wants a number of its own: NNNN_words.sql' }));
  return [...missing(sqlite, postgres, 'sqlite'), ...missing(postgres, sqlite, 'postgres'), ...doubled];
}

/** All Rust files, read once. */
function rust(tree) {
  tree.rust ??= tree.files.filter((path) => path.endsWith('.rs')).map((path) => ({ path, ...readRust(tree.read(path)) }));
  return tree.rust;
}

function matches({ path }, text, pattern) {
  return [...text.matchAll(pattern)].map((match) => ({ path, line: lineOf(text, match.index), text: match[0] }));
}

const leadingLines = (text) => /^\s*/.exec(text)[0].split('\n').length - 1;
const short = (text) => text.trim().replaceAll(/\s+/g, ' ').slice(0, 60);
