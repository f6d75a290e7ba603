import type {Task} from "../../data-loaders/flow/task.js";
import {readFileSync} from "node:fs";
import {basename, relative} from "node:path";
import {fileURLToPath} from "node:url";
import {describe, expect, test} from "vitest";
import {learners} from "../../lib/fit/learners/learners.js";
import {readDefinition} from "../../data-loaders/ingest/readDefinition.js";
import {bookTasks} from "../../data-loaders/tasks/tasks.js";
import {findCycle, importsOf, listFiles, reachOf} from "../support/sources.js";

/** The rooms of lib from the ground up: each imports only rooms that stand before it. A new folder needs its place here. */
const ROOMS = [
  ...[
    "check.ts",
    "named.ts",
    "format.ts",
    "numbers.ts",
    "groups.ts",
    "random.ts",
    "sortFloats.ts",
    "json.ts",
    "rows",
    "dataset",
    "book",
    "infer",
    "model",
    "statistics",
    "metrics",
    "explain",
    "batch"
  ],
  ...[
    "whatif",
    "decide",
    "campaign",
    "drift",
    "judge",
    "history",
    "audit",
    "told",
    "explore",
    "cohorts",
    "champion",
    "export",
    "query",
    "serve"
  ],
  ...[
    "fit/treesBuilder.ts",
    "fit/grid.ts",
    "fit/drawGroups.ts",
    "fit/cholesky.ts",
    "fit/blockDesign.ts",
    "fit/logistic",
    "fit/additive",
    "fit/boosting",
    "fit/forest",
    "fit/learners"
  ],
  ...["fit/protocol", "fit/sample", "fit/evidence"]
];

/** The folders of components that a page lays out, besides ui and shared, where they are not the one of its own name. */
const FOLDERS: Record<string, string[]> = {eda: ["eda", "sql"], index: ["report"]};

/** The packages that each page loads, where it is more than Plot: a longer list makes a page heavier, and is a decision. */
const PACKAGES: Record<string, string[]> = {
  batch: [
    "@observablehq/plot",
    "apache-arrow",
    "d3",
    "d3-array",
    "fzstd",
    "hyparquet",
    "hyparquet-compressors/src/brotli.js",
    "hyparquet-compressors/src/gzip.js",
    "hyparquet-compressors/src/lz4.js"
  ],
  decide: [
    "apache-arrow",
    "d3-array",
    "fzstd",
    "hyparquet",
    "hyparquet-compressors/src/brotli.js",
    "hyparquet-compressors/src/gzip.js",
    "hyparquet-compressors/src/lz4.js"
  ],
  eda: ["@duckdb/duckdb-wasm", "@observablehq/plot"],
  experiments: ["@observablehq/plot", "d3-array"],
  predict: ["d3-array"]
};

/** Pure packages that lib may use: numbers in, numbers out. */
const purePackages = /^(apache-arrow|fzstd|hyparquet|hyparquet-compressors\/src\/[a-z0-9]+\.js|d3|d3-[a-z]+|ml-[a-z-]+|random-js)$/;

const lib = listFiles("lib", [".ts"]);
const loaders = [...listFiles("data-loaders", [".ts", ".js"]), ...listFiles("src", [".ts"]).filter(isLoader)];
const components = listFiles("src/components", [".ts"]);
const pages = listFiles("src", [".md"]);
const singleFile = listFiles("src/singleFile", [".ts"]);
const shown = [...components, ...pages, ...singleFile, ...listFiles("src/api", [".ts"])];

describe("lib", () => {
  test("imports lib and pure packages alone", () => {
    expect(offenders(lib, (d) => (d.local ? !d.target.startsWith("lib/") : !purePackages.test(d.target)))).toEqual([]);
  });

  test("has no folder that is not among the rooms, and no room that is gone", () => {
    expect([...new Set(lib.map(roomOf))].sort()).toEqual([...ROOMS].sort());
  });

  test("goes from the ground up: a folder imports only those before it, types included", () => {
    const climbs = (path: string): string[] =>
      importsOf(path)
        .filter(({target, local}) => local && ROOMS.indexOf(roomOf(target)) > ROOMS.indexOf(roomOf(path)))
        .map(({target}) => `${path} imports ${target}`);
    expect(lib.flatMap(climbs)).toEqual([]);
  });

  test("lib/fit is for lib/fit and data-loaders, types included", () => {
    const users = [...lib.filter((path) => !path.startsWith("lib/fit/")), ...shown];
    expect(reaching(users, (target) => target.startsWith("lib/fit/"), {types: true})).toEqual([]);
  });
});

describe("data loaders", () => {
  test("import no component", () => {
    const outside = (target: string): boolean => target.startsWith("src/components/");
    expect(offenders(loaders, (d) => d.local && outside(d.target))).toEqual([]);
  });

  test("that score, serve, build the site or talk to others reach no fitter", () => {
    const using = loaders.filter((path) => /^data-loaders\/(score|serve|site|tracking|remote)\//.test(path));
    expect(using.length).toBeGreaterThan(30);
    expect(reaching(using, (target) => target.startsWith("lib/fit/"))).toEqual([]);
  });
});

describe("a command loads its own code alone", () => {
  const heavy = /^(@duckdb|piscina|lib\/fit)|^data-loaders\/(build|ingest|tasks|site\/build|tracking)\b/;

  test.each(["data-loaders/cli.ts", "data-loaders/bookCommands.ts"])("%s loads no reading of tables and no flow at once", (path) => {
    const reached = reachOf(path, {atOnce: true});
    expect(reached.size).toBeGreaterThan(4);
    expect([...reached].filter(([target]) => heavy.test(target)).map(([, chain]) => chain.join(" → "))).toEqual([]);
  });
});

describe("a flow that finds everything done", () => {
  test("loads no reader of tables, no Arrow, no Arquero and no workers: tasks load them when they run", () => {
    const reached = reachOf("data-loaders/build.ts", {atOnce: true});
    expect(reached.has("data-loaders/tasks/wrangle.ts")).toBe(true);
    const heavy = /^(@duckdb|apache-arrow|arquero|d3$|hyparquet|piscina|read-excel-file)/;
    expect([...reached].filter(([target]) => heavy.test(target)).map(([, chain]) => chain.join(" → "))).toEqual([]);
  });
});

describe("pages and components", () => {
  test("reach no export, no query, no endpoint, no data loader and nothing of Node", () => {
    expect(reaching(shown, (target) => /^(lib\/(export|query|serve)\/|data-loaders\/|node:)/.test(target))).toEqual([]);
  });

  test("import lib through its link in src: Framework refuses a path that leaves src", () => {
    expect(offenders(shown, (d) => d.local && !d.typeOnly && !d.place.startsWith("src/"))).toEqual([]);
  });

  test("a folder imports itself, ui and shared; shared imports ui, ui itself", () => {
    const allowed = (folder: string): string[] =>
      folder === "ui" ? ["ui"] : folder === "shared" ? ["shared", "ui"] : [folder, "ui", "shared"];
    const faults = components.flatMap((path) => {
      const folders = allowed(folderOf(path));
      return offenders([path], (d) => d.target.startsWith("src/components/") && !folders.includes(folderOf(d.target)));
    });
    expect(faults).toEqual([]);
  });

  test("the frame that every page loads knows how to place the contact line, and loads no package and no artefact for it", () => {
    const reached = [...reachOf("src/components/shell/shell.ts", {atOnce: true}).keys()];
    const rooms = reached
      .filter((target) => !target.startsWith("src/components/"))
      .map((target) => target.split("/").slice(0, 2).join("/"));
    expect([...new Set(rooms)].sort()).toEqual([
      ...["lib/book", "lib/check.ts", "lib/dataset", "lib/decide", "lib/format.ts", "lib/groups.ts", "lib/metrics", "lib/model"],
      ...["lib/named.ts", "lib/numbers.ts", "lib/sortFloats.ts", "lib/statistics", "lib/whatif"]
    ]);
    expect(reached.length).toBeLessThan(40);
  });

  test("ui knows no artefact: of lib/book it imports the types of common alone", () => {
    const ui = components.filter((path) => folderOf(path) === "ui");
    expect(offenders(ui, (d) => d.target.startsWith("lib/book/") && !(d.typeOnly && d.target === "lib/book/common.ts"))).toEqual([]);
  });

  test("a book in one file adds little: it needs no lib, which lies elsewhere in a package", () => {
    expect(reaching(singleFile, (target) => !/^src\/(singleFile|components\/(ui|shared))\//.test(target), {types: true})).toEqual([]);
  });

  test("a page imports its own folders", () => {
    const faults = pages.flatMap((path) => {
      const folders = [...(FOLDERS[nameOf(path)] ?? [nameOf(path)]), "ui", "shared"];
      return offenders([path], (d) => d.target.startsWith("src/components/") && !folders.includes(folderOf(d.target)));
    });
    expect(faults).toEqual([]);
  });

  test.each(pages)("%s loads the packages of its list", (path) => {
    const loaded = packagesOf(path);
    const listed = PACKAGES[nameOf(path)];
    const what = "a page that loads more than Plot needs an entry in PACKAGES, above, and a reason to be heavier";
    if (listed) expect(loaded, what).toEqual(listed);
    else expect(["@observablehq/plot"], what).toEqual(expect.arrayContaining(loaded));
  });
});

describe("everywhere", () => {
  test("nothing is imported from the network", () => {
    expect(offenders([...lib, ...loaders, ...shown], (d) => /^(npm|jsr|https?):/.test(d.target))).toEqual([]);
  });

  test("there are no cycles of imports, those of types included", () => {
    expect(findCycle([...lib, ...loaders, ...components])).toBeNull();
  });
});

describe("results run again when their own code changes, and then alone", () => {
  test("a learner stands in a file of its own name, and is exported by it", async () => {
    for (const learner of learners) {
      const exported = (await import(`../../lib/fit/learners/${learner.name}.ts`)) as Record<string, unknown>;
      expect(exported[learner.name], `lib/fit/learners/${learner.name}.ts must export ${learner.name}`).toBe(learner);
    }
  });

  test("every file of a task is in the flow, and each task names its own file among its sources", async () => {
    const files = listFiles("data-loaders/tasks", [".ts"]).filter((path) => /\bsources: \[/.test(readFileSync(path, "utf8")));
    expect(files.length).toBeGreaterThan(20);
    const definition = await readDefinition("data/waze.dataset.json");
    const tasks = [
      ...bookTasks(definition, {kind: "file", path: "users.csv", names: [], sha256: ""}, {nested: true}),
      ...bookTasks(definition, {kind: "sample", recipe: {} as never}, {nested: false})
    ];
    const named = new Set(tasks.map(ownFile));
    expect([...named].sort()).toEqual(files.sort());
  });
});

describe("an edit runs few tasks again, so that npm run dev shows it soon", () => {
  test.each([
    ["lib/explore/exploreTable.ts", ["explore"]],
    ["data-loaders/facts/edaFacts.ts", ["facts"]],
    ["lib/export/exportSql.ts", ["export"]],
    ["lib/fit/learners/forest.ts", ["explain", "finalists", "honesty", "luck", "recipe-original-study", "search-forest"]],
    ["src/components/eda/shadows.ts", []]
  ])("%s", async (path, names) => {
    const definition = await readDefinition("data/waze.dataset.json");
    const reaches = ({sources}: Task): boolean =>
      sources.map((url) => relative(process.cwd(), fileURLToPath(url))).some((source) => source === path || reachOf(source).has(path));
    const tasks = bookTasks(definition, {kind: "sample", recipe: {} as never}, {nested: false});
    const touched = tasks.filter(reaches).map(({name}) => name);
    expect(touched.sort()).toEqual(names);
  });
});

/** The one file of data-loaders/tasks among a task's sources. */
function ownFile({name, sources}: Task): string {
  const own = sources.map((url) => relative(process.cwd(), fileURLToPath(url))).filter((path) => path.startsWith("data-loaders/tasks/"));
  expect(own, `the task ${name} must name its own file, import.meta.url, among its sources, and no other task's`).toHaveLength(1);
  return own[0];
}

function offenders(paths: readonly string[], isForbidden: (d: ReturnType<typeof importsOf>[number]) => boolean): string[] {
  return paths.flatMap((path) =>
    importsOf(path)
      .filter(isForbidden)
      .map((d) => `${path} imports ${d.target}`)
  );
}

/** Each forbidden file that one of the paths reaches, with the chain that leads to it. */
function reaching(paths: readonly string[], isForbidden: (target: string) => boolean, options?: {types: boolean}): string[] {
  return paths.flatMap((path) =>
    [...reachOf(path, options)].filter(([target]) => isForbidden(target)).map(([, chain]) => chain.join(" → "))
  );
}

function packagesOf(page: string): string[] {
  return [...reachOf(page).keys()].filter((target) => !/^(src|lib)\//.test(target)).sort();
}

/** @example roomOf("lib/fit/forest/growTree.ts") // "fit/forest" */
function roomOf(path: string): string {
  return /^lib\/((?:fit\/)?[^/]+)/.exec(path)?.[1] ?? path;
}

/** @example folderOf("src/components/ui/dom.ts") // "ui" */
function folderOf(path: string): string {
  return path.split("/")[2];
}

function nameOf(path: string): string {
  return basename(path, ".md");
}

/** Framework's loaders stand beside pages: `src/api.zip.ts`, `src/duckdb/…`. */
function isLoader(path: string): boolean {
  return /\.\w+\.ts$/.test(path);
}
