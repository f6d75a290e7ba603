import {readdirSync, readFileSync} from "node:fs";
import {describe, expect, test} from "vitest";

const FOLDER = ".github/workflows";
const names = readdirSync(FOLDER);
const read = (name: string): string => readFileSync(`${FOLDER}/${name}`, "utf8");

/** What a shell is given: the text behind `run:`, and the lines that stand deeper below `run: |`. */
function scriptsOf(text: string): string[] {
  return [...text.matchAll(/^( *)(?:- )?run: (?:\|\n((?:\1 +.*\n|\n)+)|(.*)\n)/gm)].map(([, , block, line]) => block ?? line);
}

describe.each(names)("%s", (name) => {
  test("puts nothing that others write into the text of a script: a shell would run it", () => {
    const scripts = scriptsOf(read(name));
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter((script) => script.includes("${{"))).toEqual([]);
  });

  test("says what it may do, and no more than it needs", () => {
    expect(read(name)).toMatch(/^permissions:\n( {2}\w[\w-]*: (read|write)\n)+/m);
    expect(read(name)).not.toMatch(/contents: write|write-all/);
  });
});

describe("rebuild.yml", () => {
  const text = read("rebuild.yml");

  test("runs on a schedule and by hand, from an address or an artefact", () => {
    expect(text).toMatch(/schedule:\n {4}- cron: "\d+ \d+ \S+ \S+ \S+"/);
    expect(text).toContain("workflow_dispatch:");
    for (const given of ["secrets.CHURN_DATA_URL", "vars.CHURN_ARTIFACT", "inputs.address", "inputs.artifact"])
      expect(text).toContain(given);
  });

  test("goes on with the published history, and writes the difference before it publishes", () => {
    expect(text).toContain("CHURN_HISTORY: ${{ steps.pages.outputs.base_url }}");
    const steps = ["npm run build", 'diff "$SITE" dist', "upload-pages-artifact", "deploy-pages"].map((step) => text.indexOf(step));
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    expect(steps[0]).toBeGreaterThan(0);
  });

  test("of two workflows that publish, the repository's variable lets one", () => {
    expect(text).toContain("if: vars.CHURN_DATASET != ''");
    expect(read("pages.yml")).toContain("vars.CHURN_DATASET == '' &&");
  });
});
