import {readFileSync} from "node:fs";
import {describe, expect, test} from "vitest";
import {colors, modelColors, modelColorScale} from "../../../../src/components/ui/colors.js";

const tokens = readFileSync("src/styles/tokens.css", "utf8");
const [light, dark] = [0, 1].map(
  (mode) => new Map([...tokens.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map((match) => [match[1], match[2 + mode]]))
);

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5]
    .map((i) => parseInt(hex.slice(i, i + 2), 16) / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG 2.2 contrast ratio. */
function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((p, q) => q - p);
  return (high + 0.05) / (low + 0.05);
}

describe("theme colours", () => {
  const text = [
    "ink",
    "muted",
    "faint",
    "churned",
    "retained",
    "baseline",
    "champion",
    "challenger",
    "accent",
    "good",
    "warning",
    "error",
    ...modelColors.map((color) => color.slice(6, -1))
  ];
  for (const [mode, palette] of [
    ["light", light],
    ["dark", dark]
  ] as const) {
    test(`are readable as text on every ground, ${mode}: 4.5 to 1`, () => {
      const low = text.flatMap((name) =>
        ["paper", "surface", "sunken"].map((ground) => ({
          name,
          ground,
          ratio: contrast(palette.get(name) ?? "#000000", palette.get(ground) ?? "#000000")
        }))
      );
      expect(low.filter(({ratio}) => ratio < 4.5)).toEqual([]);
    });

    test(`outline controls visibly, ${mode}: 3 to 1`, () => {
      expect(contrast(palette.get("control") ?? "", palette.get("surface") ?? "")).toBeGreaterThanOrEqual(3);
    });
  }

  test("stand in the theme under the names that components use", () => {
    const names = [...Object.values(colors), ...modelColors].map((color) => color.slice(6, -1));
    expect(names.filter((name) => !light.has(name))).toEqual([]);
  });
});

describe("modelColorScale(names, roles)", () => {
  const scale = modelColorScale(["base", "a", "b", "c"], {champion: "b", challenger: "a", baseline: "base"});

  test("colours by role first, the rest in order, strangers muted", () => {
    expect(["base", "a", "b", "c", "zebra"].map(scale)).toEqual([
      colors.baseline,
      colors.challenger,
      colors.champion,
      modelColors[0],
      colors.muted
    ]);
  });

  test("gives no colour twice, however many models there are", () => {
    const names = Array.from({length: 60}, (_, i) => `model-${i}`);
    const colorOf = modelColorScale(names, {champion: names[3], challenger: names[1], baseline: names[0]});
    expect(new Set(names.map(colorOf)).size).toBe(names.length);
  });

  test("lets the Champion's colour win when the base rate is Champion", () => {
    expect(modelColorScale(["base"], {champion: "base", challenger: null, baseline: "base"})("base")).toBe(colors.champion);
  });
});
