// Questions to a mailbox with many mails, as the page of hits asks them: a few people at once, each question many times.
import { at, row } from './program.mjs';
import { burst } from './pages.mjs';

const SEARCHERS = 4;
const REQUESTS = 200;

/** What is asked, and whether there must be hits. */
const QUESTIONS = [
  ['an English word', 'shipped', true],
  ['two Japanese characters', '納期', true],
  ['one character', '納', true],
  ['a phrase', '"保証書は手元にあります"', true],
  ['what one mail in all has', 'from:kyaku7@pages.example', true],
  ['nothing of the kind', '硝子の靴', false],
  ['two words that never meet', '納期 shipped', false],
  ['with filters', '納期 状況:未処理 担当:なし after:2025-01-01', null],
];

export async function searches(person, size) {
  const rows = [];
  for (const [name, q, found] of QUESTIONS) {
    const path = `search/find?${new URLSearchParams({ 'asked[q]': q })}`;
    const { hits, older, problems } = await person.read(path);
    if (problems.length > 0 || (found !== null && found !== hits.length > 0)) throw new Error(`${q}: ${hits.length} hits, ${JSON.stringify(problems)}`);
    if (found === false && older) console.error(`${size}: ${q} was not looked for to the end`);
    const { times } = await burst(REQUESTS, () => person.read(path), SEARCHERS);
    rows.push(row(`${size}: search, ${name}, p95`, at(times, 0.95), 'ms', { most: 50 }));
  }
  return rows;
}
