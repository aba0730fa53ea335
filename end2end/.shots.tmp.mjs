import { chromium } from '@playwright/test';
const BASE = process.argv[2]; const OUT = process.argv[3]; const only = process.argv[4]?.split(','); 
const widths = (process.argv[5] ?? '1440,820,390').split(',').map(Number); const modes = (process.argv[6] ?? 'ja-light,en-dark').split(',');
const PAGES = { book:'/book', company:'/book/companies/1', person:'/book/people/1', templates:'/templates', template:'/templates/1', bulk:'/bulk', bulk1:'/bulk/1', calls:'/logs/calls', call1:'/logs/calls/1', newcall:'/logs/calls/new', visits:'/logs/visits', tasks:'/logs/tasks', board:'/board', workload:'/workload', imports:'/settings/mailboxes/1/import', mailboxes:'/settings/mailboxes', bookset:'/settings/book', logset:'/settings/logs', fields:'/settings/mailboxes/1/fields', statuses:'/settings/mailboxes/1/statuses', rules:'/settings/mailboxes/1/rules', notices:'/notifications', choices:'/settings/notifications', members:'/settings/members', search:'/search?q=%E9%99%A4%E6%B9%BF', help:'/help', tray:'/m/1/tray', reports:'/reports' };
const browser = await chromium.launch({ executablePath:'/usr/bin/chromium', args:['--no-sandbox','--disable-gpu','--disable-quic','--no-first-run','--disable-background-networking','--disable-component-update','--disable-sync'] });
for (const mode of modes) { const [lang, theme] = mode.split('-');
  for (const w of widths) {
    const context = await browser.newContext({ baseURL: BASE, viewport:{ width:w, height: w>1000?900:w>500?1180:844 }, colorScheme: theme, locale: lang, timezoneId:'Asia/Tokyo', serviceWorkers:'block', hasTouch: w<1000 });
    await context.request.post('/rpc/auth/login', { form:{ email:'saegusa@komorebi.example', password:'practice-2026', next:'' }, headers:{accept:'application/json'} });
    const profile = await (await context.request.get('/rpc/users/profile')).json();
    await context.request.post('/rpc/users/save-profile', { data:{ profile:{ ...profile, language: lang } }, headers:{accept:'application/json'} });
    const page = await context.newPage();
    page.on('console', m => { if (['error','warning'].includes(m.type())) console.log(mode,w,m.text().slice(0,300)); });
    page.on('pageerror', e => console.log(mode,w,'PAGEERROR',String(e).slice(0,300)));
    for (const [name, path] of Object.entries(PAGES)) { if (only && !only.includes(name)) continue;
      try { await page.goto(path); await page.locator('html[data-awake]').waitFor({ state:'attached', timeout:20000 }); await page.waitForLoadState('networkidle',{timeout:5000}).catch(()=>{}); await page.waitForTimeout(400);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth); if (over>0) console.log(name,mode,w,'overflow',over);
      await page.screenshot({ path: `${OUT}/${name}-${mode}-${w}.png` }); } catch (e) { console.log(name, mode, w, String(e).slice(0,200)); }
    }
    await context.close();
  } }
await browser.close();
