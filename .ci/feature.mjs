#!/usr/bin/env node
// Prints the places of one feature: the same word names it everywhere (see ARCHITECTURE.md).
//   node .ci/feature.mjs comments        without a name: the features there are
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = resolve(fileURLToPath(import.meta.url), '../..');
const [name, ...rest] = process.argv.slice(2);
if (!name) listFeatures();
else if (rest.length > 0 || !/^[a-z][a-z_]*$/.test(name)) fail('usage: make feature NAME (one word, as the folder of the feature is called)');
else process.exitCode = show(name) > 0 ? 0 : 1;

function listFeatures() {
  const names = new Set([...inside('server/backend/src'), ...inside('app/src'), ...inside('app/domain/src')]
    .map((path) => path.split('/').pop().replace(/\.rs$/, ''))
    .filter((word) => !['lib', 'main'].includes(word)));
  console.log(`usage: make feature NAME\n\n${[...names].sort().join('  ')}`);
}

function show(feature) {
  const places = [
    ['what it is, who may touch it', [`app/domain/src/${feature}.rs`, `app/domain/src/${feature}`]],
    ['what happens, and its SQL', [`server/backend/src/${feature}`, `server/backend/src/${feature}.rs`]],
    ['what people see', [`app/src/${feature}`, `app/src/${feature}.rs`]],
    ['how it looks', [`style/features/${feature}.scss`, `style/features/${feature}`]],
    ['that it works', inside('end2end/tests').filter((path) => new RegExp(`/${feature}[.-].*ts$`).test(path))],
    ['how it is kept', ['sqlite', 'postgres'].flatMap((engine) => inside(`migrations/${engine}`).filter((path) => path.includes(`_${feature}`)))],
  ];
  let found = 0;
  for (const [title, candidates] of places) {
    const files = candidates.filter((path) => existsSync(join(ROOT, path))).flatMap(filesUnder);
    found += files.length;
    console.log(title);
    for (const file of files) console.log(`  ${file}`);
    if (files.length === 0) console.log('  (nothing yet)');
  }
  return found;
}

function inside(folder) {
  const path = join(ROOT, folder);
  return existsSync(path) ? readdirSync(path).sort().map((entry) => `${folder}/${entry}`) : [];
}

function filesUnder(path) {
  if (!statSync(join(ROOT, path)).isDirectory()) return [path];
  return inside(path).flatMap(filesUnder).map((file) => relative(ROOT, join(ROOT, file)));
}

function fail(message) {
  console.error(message);
  process.exit(2);
}
