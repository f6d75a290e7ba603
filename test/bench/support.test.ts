import {describe, expect, it} from "vitest";
import {compare, spreadOf} from "../../bench/support/measure.js";
import {replaceSections} from "../../bench/support/results.js";
import {atLeast, atMost, numberLine, ratioLine, renderTable} from "../../bench/support/report.js";

describe("compare({ours, peer}, options)", () => {
  it("takes turns, leaves the warm-ups out, and divides round by round", async () => {
    const turns: string[] = [];
    const work = (name: string, walls: number[]) => () => {
      turns.push(name);
      const wall = walls[turns.filter((d) => d === name).length - 1];
      return {wall, cpu: 2 * wall};
    };
    const result = await compare(
      {ours: work("ours", [100, 1, 2, 4]), peer: work("peer", [100, 10, 10, 10])},
      {direction: "peer/ours", rounds: 3}
    );
    expect(turns).toEqual(["ours", "peer", "ours", "peer", "ours", "peer", "ours", "peer"]);
    expect(result.ratio).toEqual({median: 5, least: 2.5, most: 10});
    const other = await compare(
      {ours: () => ({wall: 3, cpu: 1}), peer: () => ({wall: 2, cpu: 4})},
      {direction: "ours/peer", rounds: 1, warmUps: 0}
    );
    expect([other.ratio.median, other.cpuRatio.median]).toEqual([1.5, 0.25]);
  });
});

it("spreadOf(values) takes the middle of an even number", () => {
  expect(spreadOf([4, 1, 3, 2])).toEqual({median: 2.5, least: 1, most: 4});
});

it("renderTable(lines) says which bars are met and which are missed", () => {
  const spread = {median: 3, least: 2.345, most: 1234.5};
  const table = renderTable([
    ratioLine("speed", {ours: spread, peer: spread, ratio: spread, cpuRatio: spread}, atLeast(2)),
    numberLine("loss", 0.5, {bar: atMost(0.4)}),
    numberLine("size", 7)
  ]);
  expect(table).toContain("| speed | 3 (2.35 to 1235) | at least 2 | met |");
  expect(table).toContain("| loss | 0.5 | at most 0.4 | **missed** |");
  expect(table).toContain("| size | 7 |  |  |  |");
});

it("replaceSections(text, found) keeps what was measured of other cases, in order", () => {
  const options = {head: "# Results\n", order: ["a", "b", "c"]};
  const text = replaceSections("# Old\n\n## c\n\nthird\n\n## gone\n\nx\n\n## a\n\nfirst\n", [{name: "a", text: "new\n"}], options);
  expect(text).toBe("# Results\n\n## a\n\nnew\n\n## c\n\nthird\n");
  expect(replaceSections(text, [], options)).toBe(text);
  expect(replaceSections("", [{name: "b", text: "| x |"}], options)).toBe("# Results\n\n## b\n\n| x |\n");
});
