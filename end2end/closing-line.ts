// Writes how the run ended to the file that `make test` names, for its closing lines. What passed only at its second try is named:
// it waits for the wrong thing and is to be mended.
import { writeFileSync } from 'node:fs';
import type { FullConfig, Reporter, Suite } from '@playwright/test/reporter';

export default class ClosingLine implements Reporter {
  private suite: Suite | undefined;

  onBegin(_config: FullConfig, suite: Suite): void {
    this.suite = suite;
  }

  onEnd(): void {
    const file = process.env.MADOGUCHI_TEST_SUMMARY;
    if (!file) return;
    const tests = this.suite?.allTests() ?? [];
    const ended = (...outcomes: string[]) => tests.filter((test) => outcomes.includes(test.outcome()));
    writeFileSync(file, JSON.stringify({
      passed: ended('expected', 'flaky').length, failed: ended('unexpected').length, skipped: ended('skipped').length,
      twice: ended('flaky').map(({ title }) => title),
    }));
  }

  printsToStdio(): boolean {
    return false;
  }
}
