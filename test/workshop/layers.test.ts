import {describe, expect, test} from "vitest";
import {importsOf, listFiles, type Import} from "../support/sources.js";

const lib = listFiles("lib", [".ts"]);
const loaders = listFiles("data-loaders", [".ts"]);
const components = listFiles("src", [".ts"]).filter((path) => path.startsWith("src/components/"));

/** What fits a model, and what only uses one. */
const fitting = /^lib\/(learners|sample|explore|audit|wrangle)\/|^lib\/protocol\/(?!select|gates)/;
const predicting = /^lib\/(model|explain|whatif|decide|batch|drift|metrics|table|format|check|random)\b/;
/** Pure packages that lib may use: numbers in, numbers out. */
const purePackages = /^(d3|d3-[a-z]+|ml-[a-z-]+|random-js)$/;

describe("layers", () => {
  test("lib imports only lib and pure packages", () => {
    expect(offenders(lib, (d) => (d.local ? !d.target.startsWith("lib/") : !purePackages.test(d.target)))).toEqual([]);
  });

  test("what predicts never imports what fits", () => {
    expect(
      offenders(
        lib.filter((path) => predicting.test(path)),
        (d) => !d.typeOnly && fitting.test(d.target)
      )
    ).toEqual([]);
  });

  test("components import no fitter, no Node, no data loader", () => {
    const forbidden = (d: Import) =>
      !d.typeOnly && (fitting.test(d.target) || d.target.startsWith("node:") || d.target.startsWith("data-loaders/"));
    expect(offenders(components, forbidden)).toEqual([]);
  });

  test("data loaders import no component and no page", () => {
    expect(offenders(loaders, (d) => d.local && d.target.startsWith("src/"))).toEqual([]);
  });

  test("nothing is imported from the network", () => {
    expect(offenders([...lib, ...loaders, ...components], (d) => /^(npm|jsr|https?):/.test(d.target))).toEqual([]);
  });

  test("there are no import cycles", () => {
    expect(findCycle([...lib, ...loaders, ...components])).toBeNull();
  });
});

function offenders(paths: string[], isForbidden: (d: Import) => boolean): string[] {
  return paths.flatMap((path) =>
    importsOf(path)
      .filter(isForbidden)
      .map((d) => `${path} imports ${d.target}`)
  );
}

/** A cycle of value imports as a readable chain, or null. */
function findCycle(paths: string[]): string | null {
  const state = new Map<string, "open" | "done">();
  const visit = (path: string, trail: string[]): string | null => {
    if (state.get(path) === "done") return null;
    if (state.get(path) === "open") return [...trail.slice(trail.indexOf(path)), path].join(" → ");
    state.set(path, "open");
    for (const {target, local, typeOnly} of importsOf(path)) {
      if (!local || typeOnly || !paths.includes(target)) continue;
      const cycle = visit(target, [...trail, path]);
      if (cycle) return cycle;
    }
    state.set(path, "done");
    return null;
  };
  for (const path of paths) {
    const cycle = visit(path, []);
    if (cycle) return cycle;
  }
  return null;
}
