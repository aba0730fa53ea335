// Shows that every rule can fail: for each a tiny tree with one breach, and one tree that breaks nothing.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { LINE_LIMIT, RULES } from './rules.mjs';

const crate = (name, dependencies = '') => `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2024"\n[lib]\npath = "src/lib.rs"\n[dependencies]\n${dependencies}`;

/** Breaks nothing, and holds what looks like a breach but is none. */
const SOUND = {
  'Cargo.toml': '[workspace]\nresolver = "3"\nmembers = ["frontend"]\n',
  'frontend/Cargo.toml': crate('frontend'),
  'frontend/src/lib.rs': '//! The client.\n',
  'app/src/lib.rs': '#[cfg(feature = "ssr")]\nmod server_side;\n',
  'app/src/page.rs': '// #[cfg(feature = "ssr")] is explained here only\nconst HINT: &str = "Select a folder from the list";\nconst END: char = \'"\';\nconst MORE: &str = "update the list";\n',
  'app/domain/src/users.rs': '#[derive(Serialize)]\n#[cfg_attr(feature = "db", derive(sqlx::FromRow))]\npub struct UserView {\n    pub name: String,\n    pub has_password: bool,\n}\n#[derive(Serialize)]\npub struct LogIn {\n    pub password: String,\n}\n',
  'server/backend/src/comments/mod.rs': 'mod sql;\nuse super::comments::sql::list;\n',
  'server/backend/src/comments/sql.rs': 'const LIST: &str = "select id, text from comments";\n',
  'server/backend/src/search/index_sqlite.rs': 'const PUT: &str = "insert into tokens(rowid) values($1)";\nfn f(tx: &Tx) -> bool { matches!(tx, Tx::Sqlite(_)) }\n',
  'server/backend/src/db/mod.rs': 'pub enum Db { Sqlite, Postgres }\n',
  'server/backend/src/cx.rs': 'fn now() { Timestamp::now(); }\n',
  'migrations/sqlite/0001_users.sql': 'create table users (id integer);\n',
  'migrations/postgres/0001_users.sql': 'create table users (id bigint);\n',
};

/** Rule number by position in RULES, what breaks it, and the file that must be named. */
const BREACHES = [
  [0, { 'frontend/Cargo.toml': crate('frontend', 'between = { path = "../between" }\n'), 'between/Cargo.toml': crate('between', 'tokio = { path = "../tokio" }\n'), 'between/src/lib.rs': '', 'tokio/Cargo.toml': crate('tokio'), 'tokio/src/lib.rs': '', 'Cargo.toml': '[workspace]\nresolver = "3"\nmembers = ["frontend", "between", "tokio"]\n' }, 'frontend/Cargo.toml'],
  [1, { 'server/src/routes.rs': 'fn f() { run("insert into users (id) values ($1)"); }\n' }, 'server/src/routes.rs'],
  [1, { 'server/backend/src/comments/mod.rs': 'const Q: &str = r#"\n  select id\n  from comments"#;\n' }, 'server/backend/src/comments/mod.rs'],
  [1, { 'server/backend/src/leases/mod.rs': 'const Q: &str = "with old as (select 1) delete from leases";\n' }, 'server/backend/src/leases/mod.rs'],
  [1, { 'app/src/api.rs': 'const Q: &str = "update users set name = $1";\n' }, 'app/src/api.rs'],
  [2, { 'server/backend/src/comments/mod.rs': 'use sqlx::PgPool;\n' }, 'server/backend/src/comments/mod.rs'],
  [2, { 'server/src/config.rs': 'fn f(db: &Db) -> bool { matches!(db, Db::Sqlite { .. }) }\n' }, 'server/src/config.rs'],
  [3, { 'app/src/comments/api.rs': '#[cfg(not(feature = "ssr"))]\nfn f() {}\n' }, 'app/src/comments/api.rs'],
  [4, { 'server/backend/src/users/mod.rs': 'pub(crate) mod sql;\n' }, 'server/backend/src/users/mod.rs'],
  [4, { 'server/backend/src/users/mod.rs': 'use crate::comments::sql::list;\n' }, 'server/backend/src/users/mod.rs'],
  [5, { 'app/domain/src/users.rs': '#[derive(Clone, Serialize)]\n#[cfg_attr(feature = "db", derive(sqlx::FromRow))]\npub struct UserView {\n    pub name: String,\n    pub password_hash: String,\n}\n' }, 'app/domain/src/users.rs'],
  [5, { 'server/backend/src/users/sql.rs': 'const Q: &str = "select id, u.sealed_password as note from users u";\n' }, 'server/backend/src/users/sql.rs'],
  [6, { 'app/domain/src/leases.rs': 'fn f() { let now = std::time::Instant::now(); }\n' }, 'app/domain/src/leases.rs'],
  [6, { 'server/backend/src/leases/mod.rs': 'fn f() { jiff::Timestamp::now(); }\n' }, 'server/backend/src/leases/mod.rs'],
  [7, { 'style/parts/table.scss': 'a { b: c }\n'.repeat(LINE_LIMIT + 1) }, 'style/parts/table.scss'],
  [8, { 'server/src/main.rs': `const DATA: &str = "/${'root'}/data";\n` }, 'server/src/main.rs'],
  [8, { 'end2end/package-lock.json': `{ "resolved": "https://registry.${'npmjs'}.org/x" }\n` }, 'end2end/package-lock.json'],
  [9, { 'server/src/utils.rs': '//! Things.\n' }, 'server/src/utils.rs'],
  [9, { 'app/src/helpers/dates.rs': '//! Things.\n' }, 'app/src/helpers/dates.rs'],
  [10, { 'migrations/sqlite/0002_forms.sql': 'create table forms (id integer);\n' }, 'migrations/postgres'],
  [10, { 'migrations/sqlite/0001_more.sql': '', 'migrations/postgres/0001_more.sql': '' }, 'migrations/sqlite/0001_users.sql'],
];

/** Answers whether each rule noticed its breaches and stayed silent otherwise. */
export function selftest(inspect) {
  const problems = [];
  for (const { name, breaches } of inTree(SOUND, inspect)) {
    for (const { path, line, text } of breaches) problems.push(`"${name}" complains about a sound tree: ${path}:${line}: ${text}`);
  }
  for (const [index, files, path] of BREACHES) {
    const results = inTree({ ...SOUND, ...files }, inspect);
    if (!results[index].breaches.some((breach) => breach.path === path)) problems.push(`"${results[index].name}" does not notice ${Object.keys(files)[0]}`);
    const others = results.filter(({ breaches }, at) => at !== index && breaches.length > 0);
    for (const { name } of others) problems.push(`"${name}" complains where only "${results[index].name}" is broken (${Object.keys(files)[0]})`);
  }
  RULES.forEach(({ name }, index) => { if (!BREACHES.some(([at]) => at === index)) problems.push(`"${name}" has no breach to notice`); });
  for (const problem of problems) console.error(problem);
  console.log(`invariants noticed: ${BREACHES.length + 1 - problems.length} passed, ${problems.length} failed`);
  return problems.length === 0;
}

function inTree(files, inspect) {
  const root = mkdtempSync(join(tmpdir(), 'madoguchi-invariants-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(root, dirname(path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return inspect(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
