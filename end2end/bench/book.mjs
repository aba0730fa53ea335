// An address book of 50,000 people from a file of a spreadsheet: how long it is looked through, and how long it is taken in, on both engines.
import { row, signIn, withProgram } from './program.mjs';
import { emptyMailbox } from './receive.mjs';

const PEOPLE = Number(process.env.MADOGUCHI_BENCH_BOOK ?? 50_000);
const FAMILIES = ['佐藤', '鈴木', '高橋', '田中', '伊藤', '渡辺', '山本', '中村', '小林', '加藤'];
const GIVEN = ['太郎', '花子', '健一', '美咲', '翔', '陽子', '大輔', 'さくら'];
const READINGS = ['さとう', 'すずき', 'たかはし', 'たなか', 'いとう', 'わたなべ', 'やまもと', 'なかむら', 'こばやし', 'かとう'];

export async function book() {
  const rows = await on('SQLite', {});
  const postgres = process.env.MADOGUCHI_TEST_POSTGRES;
  if (postgres) rows.push(...(await on('PostgreSQL', { MADOGUCHI_DATABASE: postgres })));
  return rows;
}

function on(engine, settings) {
  return withProgram(async (program) => {
    program.addPerson();
    const person = await signIn(program);
    // Whoever sees no mailbox sees no address book.
    await emptyMailbox(person, '窓口');
    await person.call('book/add-group', { kind: 'contact', form: { name: '顧客' } });
    const sent = await timed(() => person.upload('book/imports?kind=contact&name=people.csv', file()));
    const id = JSON.parse(sent.answer);
    const looked = await timed(() => person.call('book/import', { id, columns: null }));
    const { plan } = looked.answer;
    if (plan.counts.new !== PEOPLE) throw new Error(`${JSON.stringify(plan.counts)} of ${PEOPLE}`);
    const taken = await timed(async () => {
      await person.call('book/start-import', { id, columns: plan.columns });
      for (;;) {
        const { state } = await person.call('book/import', { id, columns: null });
        if (state.stage === 'done') return state;
        if (state.stage !== 'running') throw new Error(`the import is ${state.stage}`);
        await new Promise((wake) => setTimeout(wake, 100));
      }
    });
    if (taken.answer.added !== PEOPLE) throw new Error(`${JSON.stringify(taken.answer)} of ${PEOPLE}`);
    person.close();
    return [
      row(`address book, look through ${PEOPLE} lines, ${engine}`, sent.seconds + looked.seconds, 's', { most: 10 }),
      row(`address book, take in ${PEOPLE} people, ${engine}`, taken.seconds, 's', { most: 30 }),
    ];
  }, [], settings);
}

function file() {
  const lines = Array.from({ length: PEOPLE }, (_, n) => {
    const [family, given] = [n % FAMILIES.length, n % GIVEN.length];
    return `C-${n},${FAMILIES[family]} ${GIVEN[given]},${READINGS[family]},営業${n % 30}課,03-5555-${String(n % 10_000).padStart(4, '0')},p${n}@q${n % 2_000}.example,顧客`;
  });
  return `顧客コード,名前,よみ,部課,電話,メールアドレス,顧客グループ\r\n${lines.join('\r\n')}\r\n`;
}

async function timed(work) {
  const began = performance.now();
  const answer = await work();
  return { answer, seconds: (performance.now() - began) / 1_000 };
}
