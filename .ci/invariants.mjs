#!/usr/bin/env node
// Checks the invariants of ARCHITECTURE.md that a look at the text can check.
//   node .ci/invariants.mjs              this repository
//   node .ci/invariants.mjs --selftest   shows that every rule notices its breach
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RULES } from './invariants/rules.mjs';
import { selftest } from './invariants/selftest.mjs';

const ROOT = resolve(fileURLToPath(import.meta.url), '../..');
const GENERATED = new Set(['.git', 'target', 'node_modules', 'test-results', 'playwright-report']);
const GENERATED_AT_ROOT = new Set(['data', 'site']);

/** A folder as the rules see it: its files (paths from the root) and how to read one. */
function readTree(root) {
  const walk = (folder) => readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.isDirectory()) return GENERATED.has(entry.name) || (!folder && GENERATED_AT_ROOT.has(entry.name)) ? [] : walk(path);
    return entry.isFile() ? [path] : [];
  });
  return { root, files: walk('').sort(), read: (path) => readFileSync(join(root, path), 'utf8') };
}

/** Answers the breaches by rule: `[{ name, breaches }]`. */
export function inspect(root) {
  const tree = readTree(root);
  return RULES.map(({ name, check }) => ({ name, breaches: check(tree) }));
}

function main() {
  if (process.argv.includes('--selftest')) return selftest(inspect);
  const results = inspect(ROOT);
  let broken = 0;
  for (const { name, breaches } of results) {
    if (breaches.length === 0) continue;
    broken += 1;
    console.error(`broken: ${name}`);
    for (const { path, line, text } of breaches) console.error(`  ${path}:${line}: ${text}`);
  }
  console.log(`invariants: ${results.length - broken} passed, ${broken} failed`);
  return broken === 0;
}

process.exitCode = main() ? 0 : 1;
