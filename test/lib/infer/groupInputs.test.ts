import {describe, expect, it} from "vitest";
import {groupInputs} from "../../../lib/infer/groupInputs.js";

const numbered = (stem: string, n: number): string[] => Array.from({length: n}, (_, i) => `${stem}${i + 1}`);
const titles = (names: readonly string[]): string[] => groupInputs(names).groups.map(({title}) => title);

describe("groupInputs(names)", () => {
  it("makes one group of few, and groups of neighbours of many that share no beginning", () => {
    expect(titles(["age", "plan", "fee"])).toEqual(["Inputs"]);
    const names = [..."abcdefghijkl"].map((letter) => `${letter}${letter}`);
    expect(titles(names)).toEqual(["Aa to Ff", "Gg to Ll"]);
  });

  it("puts names together that begin alike, or are numbered, and the others last", () => {
    const {groups, groupOf} = groupInputs([...numbered("w", 12), "freeze", "total_calls", "total_minutes", "total_texts", "fee"]);
    expect(groups.map(({title}) => title)).toEqual(["W1 to W12", "Total", "Other inputs"]);
    expect(["w7", "total_texts", "fee"].map(groupOf)).toEqual(["group-1", "group-2", "others"]);
  });

  it("parts numbered ones by their places where they are all there is, or very many", () => {
    expect(titles(numbered("x", 12))).toEqual(["X1 to X6", "X7 to X12"]);
    const many = groupInputs([...numbered("x", 40), "fee"]);
    expect(many.groups.length).toBe(6);
  });

  it("gives every input one of at most six groups", () => {
    const names = [
      ...numbered("a", 9),
      ...numbered("b", 9),
      ...["c_x", "c_y", "c_z", "d_x", "d_y", "d_z", "e_x", "e_y", "e_z", "f_x", "f_y", "f_z", "g"]
    ];
    const {groups, groupOf} = groupInputs(names);
    expect(groups.length).toBeLessThanOrEqual(6);
    for (const name of names) expect(groups.map((d) => d.name)).toContain(groupOf(name));
  });
});
