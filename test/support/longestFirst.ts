import {relative} from "node:path";
import {BaseSequencer, type TestSpecification} from "vitest/node";

/** The files that take a minute and more, the longest first. */
const LONG = [
  "test/browser/gallery.test.ts",
  "test/interop/mlflow.test.ts",
  "test/contract/oddFiles.test.ts",
  "test/browser/pages.test.ts",
  "test/site/exports.test.ts",
  "test/browser/hostileNames.test.ts",
  "test/workshop/package.test.ts",
  "test/browser/singleFile.test.ts",
  "test/browser/batch.test.ts"
];

/** The files of the first take tens of seconds each, those of the last well under one. */
const PROJECTS = ["site", "interop", "workshop", "contract", "unit"];

/** Starts the longest files first, over all projects, so that no worker is left alone with one of them at the end. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({moduleId, project}: TestSpecification): number => {
      const place = LONG.indexOf(relative(this.ctx.config.root, moduleId));
      return place < 0 ? LONG.length + PROJECTS.indexOf(project.name) : place;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
