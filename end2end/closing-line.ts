// Writes how the run ended to the file that `make test` names, for its closing lines.
import { writeFileSync } from 'node:fs';
import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';

export default class ClosingLine implements Reporter {
  private readonly counts = { passed: 0, failed: 0, skipped: 0 };

  onTestEnd(_test: TestCase, { status }: TestResult): void {
    if (status === 'passed') this.counts.passed += 1;
    else if (status === 'skipped') this.counts.skipped += 1;
    else this.counts.failed += 1;
  }

  onEnd(): void {
    const file = process.env.MADOGUCHI_TEST_SUMMARY;
    if (file) writeFileSync(file, JSON.stringify(this.counts));
  }

  printsToStdio(): boolean {
    return false;
  }
}
