// The browser tests: one Chromium (Debian's), two at a time. What fails is tried once more where
// nobody watches (CI), and named in the closing lines: one test that waits for the wrong thing keeps nobody's work from landing.
// Mail servers and database are started by `globalSetup` unless with.mjs has done so already;
// each spec file gets a `madoguchi serve` of its own from the `app` fixture.
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: './tests',
  outputDir: './test-results',
  globalSetup: './global-setup.ts',
  workers: 2,
  retries: process.env.CI ? 1 : 0,
  forbidOnly: !!process.env.CI,
  timeout: 150_000,
  expect: { timeout: 25_000 },
  reporter: [['list'], ['./closing-line.ts']],
  use: {
    browserName: 'chromium',
    // It would answer in the place of routes that tests set up; offline.spec.ts lets it in.
    serviceWorkers: 'block',
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    actionTimeout: 30_000,
    navigationTimeout: 30_000,
    screenshot: 'only-on-failure',
    // Recording costs every test time; what fails is recorded when it is tried again.
    trace: 'on-first-retry',
    launchOptions: {
      executablePath: process.env.MADOGUCHI_CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
        '--disable-component-update', '--disable-sync'],
    },
  },
});
