#!/usr/bin/env node
// Builds what the browser gets: compiles the client to WASM, the styles to CSS, and lays all of it into target/site.
//   node frontend/build.mjs [--dev] [--profile NAME]     --dev keeps the names of functions and leaves the packing out
// Out: target/site/pkg/HASH/*.{js,wasm} (the program in pieces), pkg/madoguchi.HASH.css, the files of frontend/public,
// .br and .gz beside whatever shrinks,
// pkg/{rich,clean,text,filled,…}.HASH.js, which the editor of formatted text is made of and which is loaded with it,
// and manifest.json {"js", "wasm", "css", "rich", "pieces": [whatever else lies in pkg], "version"}, from which the server learns the names (paths from the site's root).
// Not its task: installing tools (`.ci/tools`), and the script that starts the client in a page (the server writes that).
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, extname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import * as sass from 'sass';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = dirname(HERE);
const CARGO_TARGET = resolve(ROOT, process.env.CARGO_TARGET_DIR ?? 'target');
const SITE = join(ROOT, 'target', 'site');
const WORK = join(ROOT, 'target', 'site-work');
const TOOLS = process.env.MADOGUCHI_TOOLS ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'madoguchi', 'tools');
const NAME = 'madoguchi';

const COMPRESSIBLE = new Set(['.css', '.html', '.ico', '.js', '.json', '.map', '.mjs', '.svg', '.ttf', '.txt', '.wasm', '.webmanifest', '.xml']);

// The modules of the editor of formatted text, each after those that it imports: how it is imported, and where it lies.
const EDITOR = [
  ['squire-rte', 'node_modules/squire-rte/dist/squire.mjs'],
  ['dompurify', 'node_modules/dompurify/dist/purify.es.mjs'],
  ['./clean.js', 'rich/clean.js'],
  ['./filled.js', 'rich/filled.js'],
  ['./text.js', 'rich/text.js'],
  ['./rich.js', 'rich/rich.js'],
];

const { dev, profile } = readArguments(process.argv.slice(2));
const began = Date.now();
mkdirSync(WORK, { recursive: true });
const client = compileClient();
const css = compileStyles();
const manifest = assemble(client, css);
report(manifest);

function readArguments(words) {
  const options = { dev: false, profile: 'wasm-release' };
  while (words.length > 0) {
    const word = words.shift();
    if (word === '--dev') options.dev = true;
    else if (word === '--profile' && words.length > 0) options.profile = words.shift();
    else fail('usage: node frontend/build.mjs [--dev] [--profile NAME]');
  }
  return options;
}

/**
 * Rust to WASM in pieces (`app/src/chunks.rs`) and their JavaScript glue; each step is left out while its input is the one of
 * last time. Answers the files by name: the first piece NAME_bg.wasm, its glue NAME.js, the pieces that are loaded later, and
 * __wasm_split.js, which loads them. They name each other, so they stay together in one folder.
 */
function compileClient() {
  // The splitter follows the linker's relocations.
  run('cargo', ['rustc', '--quiet', '-p', 'frontend', '--lib', '--target', 'wasm32-unknown-unknown', '--profile', profile, '--', '-C', 'link-arg=--emit-relocs']);
  const folder = profile === 'dev' ? 'debug' : profile;
  const compiled = join(CARGO_TARGET, 'wasm32-unknown-unknown', folder, 'frontend.wasm');
  const split = onceFor('split', hash(readFileSync(compiled)), (out) => {
    run(tool('wasm-split-cli'), ['--target', 'web', '--out-name', NAME, compiled, out]);
  });
  const first = join(split, `${NAME}.wasm`);
  const bound = onceFor('bound', hash(readFileSync(first)), (out) => {
    run(bindgen(), ['--target', 'web', '--no-typescript', '--keep-lld-exports', '--out-name', NAME, '--out-dir', out, first]);
  });
  const glue = readFileSync(join(bound, `${NAME}.js`), 'utf8');
  if (!glue.includes(`${NAME}_bg.wasm`)) fail(`the glue of wasm-bindgen does not name ${NAME}_bg.wasm: has its output changed?`);
  const files = new Map([[`${NAME}.js`, glue], ['__wasm_split.js', readFileSync(join(split, '__wasm_split.js'))]]);
  files.set(`${NAME}_bg.wasm`, shipped(join(bound, `${NAME}_bg.wasm`)));
  for (const name of readdirSync(split).filter((name) => name.endsWith('.wasm') && name !== `${NAME}.wasm`).sort()) {
    files.set(name, shipped(join(split, name)));
  }
  return { files, snippets: join(bound, 'snippets') };
}

/**
 * A piece without its custom sections: names of functions, half of it, and notes of tools (WebAssembly Core, 5.5.3). Nothing else is shrunk:
 * what wasm-opt made of these pieces was a sixth smaller unpacked and not a byte smaller for the wire, for six minutes of every build.
 */
function shipped(path) {
  const piece = readFileSync(path);
  if (dev) return piece;
  const kept = [piece.subarray(0, 8)];
  for (let at = 8; at < piece.length;) {
    const start = at;
    const custom = piece[at] === 0;
    let size = 0;
    let more = true;
    for (let shift = 0; more; shift += 7) { // LEB128
      at += 1;
      size += (piece[at] & 0x7f) * 2 ** shift;
      more = piece[at] >= 0x80;
    }
    at += 1 + size;
    if (!custom) kept.push(piece.subarray(start, at));
  }
  return Buffer.concat(kept);
}

function compileStyles() {
  try {
    return sass.compile(join(ROOT, 'style', 'main.scss'), {
      style: 'compressed',
      fatalDeprecations: ['bogus-combinators'], // such a rule is left out of the CSS without a word
    }).css;
  } catch (error) {
    return fail(error.message);
  }
}

/** Lays the site out in a new folder and puts it in the place of the old one. */
function assemble({ files, snippets }, css) {
  const fresh = `${SITE}.new`;
  rmSync(fresh, { recursive: true, force: true });
  const publicFolder = join(HERE, 'public');
  if (existsSync(publicFolder)) cpSync(publicFolder, fresh, { recursive: true });
  const program = `pkg/${hash([...files.values()].map(hash).join(' ')).slice(0, 16)}`;
  mkdirSync(join(fresh, program), { recursive: true });
  for (const [name, content] of files) writeFileSync(join(fresh, program, name), content);
  if (existsSync(snippets)) cpSync(snippets, join(fresh, program, 'snippets'), { recursive: true });
  const cssPath = `pkg/${NAME}.${hash(css).slice(0, 16)}.css`;
  writeFileSync(join(fresh, cssPath), css);
  const richPath = placeEditor(join(fresh, 'pkg'));
  const first = [`${program}/${NAME}.js`, `${program}/${NAME}_bg.wasm`, cssPath];
  const manifest = {
    js: `/${first[0]}`, wasm: `/${first[1]}`, css: `/${first[2]}`, rich: `/${richPath}`,
    pieces: filesIn(join(fresh, 'pkg')).map((file) => relative(fresh, file)).filter((path) => !first.includes(path)).sort().map((path) => `/${path}`),
    version: version([...first, richPath], publicFolder),
  };
  writeFileSync(join(fresh, 'manifest.json'), `${JSON.stringify(manifest)}\n`);
  if (!dev) compressAll(fresh);
  rmSync(SITE, { recursive: true, force: true });
  renameSync(fresh, SITE);
  return manifest;
}

/** Places them under names that carry their content, and answers the last one, which opens the editor. */
function placeEditor(folder) {
  const placed = new Map();
  for (const [specifier, file] of EDITOR) {
    const source = readFileSync(join(HERE, file), 'utf8').replace(/^\/\/# sourceMappingURL=.*$/m, '');
    const linked = source.replace(/^(import .* from )'([^']+)';$/gm, (line, start, name) =>
      placed.has(name) ? `${start}'./${placed.get(name)}';` : fail(`${file} imports ${name}, which is not placed before it`));
    // A package's licence travels with it: minifying took it out of some.
    const licence = specifier.startsWith('.') || linked.includes('@license') ? '' : `/*!\n${readFileSync(join(HERE, 'node_modules', specifier, 'LICENSE'), 'utf8')}*/\n`;
    const stem = specifier.replace(/^\.\/|\.js$/g, '');
    placed.set(specifier, `${stem}.${hash(linked).slice(0, 16)}.js`);
    writeFileSync(join(folder, placed.get(specifier)), licence + linked);
  }
  return `pkg/${placed.get(EDITOR.at(-1)[0])}`;
}

/** Every file that a browser keeps counts: a new icon is a new version, too. */
function version(built, folder) {
  const files = existsSync(folder) ? filesIn(folder).sort() : [];
  return hash([...built, ...files.map((file) => hash(readFileSync(file)))].join(' ')).slice(0, 16);
}

/** Writes .br and .gz beside each file that gets smaller by it. The results are kept by content: brotli's best is slow. */
function compressAll(folder) {
  const store = join(WORK, 'packed');
  mkdirSync(store, { recursive: true });
  const used = new Set();
  const packed = (key, pack) => {
    used.add(key);
    const path = join(store, key);
    if (!existsSync(path)) writeFileSync(path, pack());
    return readFileSync(path);
  };
  for (const file of filesIn(folder)) {
    if (!COMPRESSIBLE.has(extname(file)) || statSync(file).size < 256) continue;
    const content = readFileSync(file);
    const key = hash(content);
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
    const forms = { br: packed(`${key}.br`, () => brotliCompressSync(content, { params })), gz: packed(`${key}.gz`, () => gzipSync(content, { level: 9 })) };
    for (const [extension, bytes] of Object.entries(forms)) {
      if (bytes.length < content.length) writeFileSync(`${file}.${extension}`, bytes);
    }
  }
  for (const name of readdirSync(store)) if (!used.has(name)) rmSync(join(store, name));
}

/** Runs `make(folder)` unless the folder already holds the result for this key; keeps the newest result only. */
function onceFor(step, key, make) {
  const folder = join(WORK, step);
  const mark = join(folder, '.key');
  const wanted = `${key} ${toolVersions()}`;
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  make(folder);
  writeFileSync(mark, wanted);
  return folder;
}

function toolVersions() {
  return `wasm-bindgen ${wantedBindgen()} --keep-lld-exports`;
}

function tool(name) {
  const installed = join(TOOLS, 'bin', name);
  return existsSync(installed) ? installed : name;
}

/** The command line tool must be of the very version of the crate. */
function bindgen() {
  const wanted = wantedBindgen();
  const candidates = [join(TOOLS, 'bin', 'wasm-bindgen'), 'wasm-bindgen'];
  const found = candidates.find((path) => spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout?.trim().endsWith(` ${wanted}`));
  return found ?? fail(`wasm-bindgen ${wanted} is not installed: .ci/tools site`);
}

function wantedBindgen() {
  const lock = readFileSync(join(ROOT, 'Cargo.lock'), 'utf8');
  const found = /name = "wasm-bindgen"\r?\nversion = "([^"]+)"/.exec(lock);
  return found?.[1] ?? fail('Cargo.lock does not name wasm-bindgen');
}

function run(program, words) {
  const { status, error } = spawnSync(program, words, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] });
  if (error) fail(`${program}: ${error.message}`);
  if (status !== 0) fail(`${program} ${words.slice(0, 2).join(' ')} failed`);
}

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : [path];
  });
}

function hash(content) {
  return createHash('sha256').update(content).digest('hex');
}

function report(manifest) {
  const size = (path) => {
    const kilobytes = (file) => `${(statSync(file).size / 1024).toFixed(0)} KB`;
    const file = join(SITE, path.slice(1));
    return existsSync(`${file}.br`) ? `${kilobytes(file)} (${kilobytes(`${file}.br`)} brotli)` : kilobytes(file);
  };
  console.log(`site: wasm ${size(manifest.wasm)}, js ${size(manifest.js)}, css ${size(manifest.css)}, editor ${size(manifest.rich)}, ${((Date.now() - began) / 1000).toFixed(1)} s → ${relative(ROOT, SITE)}`);
}

function fail(message) {
  console.error(`build.mjs: ${message}`);
  process.exit(1);
}
