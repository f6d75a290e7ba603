import {defineConfig} from "vitest/config";
import LongestFirst from "./test/support/longestFirst.js";

const unit = ["test/lib/**/*.test.ts", "test/data-loaders/**/*.test.ts", "test/src/**/*.test.ts", "test/bench/**/*.test.ts"];

const setupFiles = ["test/support/fixSeed.ts"];

/**
 * Five suites in one run: fast ones; what every kind of model and every door promises; the workshop (types, lint, layers, policy);
 * real engines and servers that others wrote; the built site, in a real browser and in those engines.
 */
export default defineConfig({
  test: {
    reporters: ["default", "./test/support/closingLine.ts"],
    projects: [
      {test: {name: "unit", include: unit, isolate: false, testTimeout: 120_000, hookTimeout: 120_000, setupFiles}},
      {test: {name: "contract", include: ["test/contract/**/*.test.ts"], testTimeout: 120_000, hookTimeout: 120_000, setupFiles}},
      {test: {name: "workshop", include: ["test/workshop/**/*.test.ts"], testTimeout: 300_000, setupFiles}},
      {
        test: {
          name: "interop",
          include: ["test/interop/**/*.test.ts"],
          testTimeout: 600_000,
          hookTimeout: 900_000,
          setupFiles
        }
      },
      {
        test: {
          name: "site",
          include: ["test/site/**/*.test.ts", "test/browser/**/*.test.ts"],
          globalSetup: ["test/support/builtSite.ts"],
          testTimeout: 300_000,
          hookTimeout: 600_000,
          expect: {poll: {timeout: 30_000}},
          setupFiles
        }
      }
    ],
    maxWorkers: 2,
    sequence: {sequencer: LongestFirst}
  }
});
