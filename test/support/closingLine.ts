import type {Reporter, TestModule} from "vitest/node";

/** Ends the run with one plain line over everything: `N passed, N failed` (and what was skipped, if anything was). */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const counts = {passed: 0, failed: errors.length, skipped: 0};
    for (const module of modules) {
      const broken = module.state() === "failed" && [...module.children.allTests()].every((test) => test.result().state !== "failed");
      if (broken) ++counts.failed; // a file that could not be loaded or set up has no failing test of its own
      for (const test of module.children.allTests()) {
        const {state} = test.result();
        if (state === "passed" || state === "failed") ++counts[state];
        else ++counts.skipped;
      }
    }
    const skipped = counts.skipped ? `, ${counts.skipped} skipped` : "";
    // after the default reporter's own summary
    process.on("exit", () => process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed${skipped}\n`));
  }
}
