import type {CategoryColumn, Table} from "../../../lib/dataset/table.js";
import type {InputDefinition} from "../../../lib/dataset/definition.js";
import type {CategoryInput} from "../../../lib/model/model.js";
import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {fitEncoding} from "../../../lib/fit/learners/fitEncoding.js";
import {MIN_GROUP} from "../../../lib/groups.js";
import {createRowEncoder, encodeFloat32} from "../../../lib/model/encode.js";
import {
  createCategoryReader,
  markRefused,
  MISSING,
  NOTHING,
  OTHER,
  otherText,
  settleUnseen,
  shownLevels
} from "../../../lib/model/category.js";

const RULES = [
  {standardise: true, missing: "mean", levels: "dropFirst"},
  {standardise: false, missing: "keep", levels: "dropFirstOfTwo"}
] as const;

/** Columns with common, rare, absent and missing levels. */
const columns = fc
  .record({
    counts: fc.array(fc.oneof(fc.integer({min: 0, max: 19}), fc.integer({min: 20, max: 60})), {minLength: 1, maxLength: 6}),
    nMissing: fc.integer({min: 0, max: 30})
  })
  .filter(({counts, nMissing}) => counts.some((n) => n > 0) || nMissing > 0)
  .map(({counts, nMissing}): CategoryColumn => ({
    name: "plan",
    kind: "category",
    levels: counts.map((_, code) => ["other", "basic", "missing", "pro", "x", "y"][code]),
    codes: Int32Array.from([...counts.flatMap((n, code) => Array<number>(n).fill(code)), ...Array<number>(nMissing).fill(-1)])
  }));
const toTable = (column: CategoryColumn): Table => ({nRows: column.codes.length, columns: [column]});
const cases = fc.record({column: columns, rules: fc.constantFrom(...RULES), unseen: fc.constantFrom("other" as const, "refuse" as const)});

/** Fitted, by a definition that lists every level. */
function fitted(column: CategoryColumn, rules: (typeof RULES)[number], unseen: "other" | "refuse") {
  const {inputs, encoding} = fitEncoding(toTable(column), rules);
  const {name, kind, levels} = column;
  const plan: InputDefinition = {name, title: name, meaning: "", group: "all", kind, timing: "before", levels};
  return {inputs: settleUnseen(inputs, {inputs: [plan], unseen}), encoding};
}

describe("a category's encoding", () => {
  it("knows exactly what its training rows hold, and scores every one of them", () => {
    fc.assert(
      fc.property(cases, ({column, rules, unseen}) => {
        const model = fitted(column, rules, unseen);
        const input = model.inputs[0] as CategoryInput;
        const countOf = (level: string): number => column.codes.filter((code) => column.levels[code] === level).length;
        const read = createCategoryReader(input);
        const rare = column.levels.filter((level) => countOf(level) > 0 && countOf(level) < MIN_GROUP);
        expect(input.other?.nLevels ?? 0).toBe(rare.length);
        for (const level of column.levels) {
          const n = countOf(level);
          if (n >= MIN_GROUP) expect(input.levels[read(level)]).toBe(level);
          else if (n > 0 || (unseen === "other" && rare.length > 0)) expect(read(level)).toBe(OTHER);
          else expect(read(level)).toBe(NOTHING);
        }
        expect(input.missing === true).toBe(column.codes.includes(-1));
        expect(markRefused(model.inputs, toTable(column)).includes(1)).toBe(false);
      })
    );
  });

  it("gives different values different numbers, and rows the same as tables", () => {
    fc.assert(
      fc.property(cases, ({column, rules, unseen}) => {
        const model = fitted(column, rules, unseen);
        const input = model.inputs[0] as CategoryInput;
        const read = createCategoryReader(input);
        const values = [...new Set([...shownLevels(input), ...column.levels, null])].filter((value) => read(value) !== NOTHING);
        const encode = createRowEncoder(model);
        const byRow = values.map((plan) => {
          const out = new Float64Array(model.encoding.length);
          encode({plan}, out);
          return Array.from(out, Math.fround);
        });
        const levels = values.filter((value) => value !== null);
        const codes = Int32Array.from(values, (value) => (value === null ? -1 : levels.indexOf(value)));
        const byColumn = encodeFloat32(model, {nRows: values.length, columns: [{name: "plan", kind: "category", levels, codes}]});
        byRow.forEach((numbers, i) => expect(byColumn.map((d) => d[i])).toEqual(numbers));
        // missing values and a pooled level of too few rows have no number of their own
        const kinds = [...new Set(values.map(read))];
        const sizeOf = (kind: number): number => column.codes.filter((code) => read(column.levels[code] ?? null) === kind).length;
        const own = kinds.filter((kind) => kind >= 0 || sizeOf(kind) >= MIN_GROUP);
        const nNumbers = new Set(byRow.map((numbers) => numbers.join())).size;
        expect(nNumbers).toBe(own.length === kinds.length ? own.length : Math.max(nNumbers, own.length));
        expect(nNumbers).toBeLessThanOrEqual(own.length + 1);
      })
    );
  });

  it("keeps no name of a rare level that the definition does not list", () => {
    const codes = Int32Array.from({length: 70}, (_, i) => (i < 65 ? i % 2 : 2));
    const {inputs} = fitEncoding(toTable({name: "plan", kind: "category", levels: ["a", "b", "rare"], codes}), RULES[0]);
    const settled = (["other", "refuse"] as const).map((unseen) => settleUnseen(inputs, {inputs: [], unseen}));
    expect(JSON.stringify(settled)).not.toContain("rare");
    const [open, closed] = settled.map(([input]) => createCategoryReader(input as CategoryInput)("rare"));
    expect([open, closed]).toEqual([OTHER, NOTHING]);
  });

  it("refuses by name what no training row had, where nothing is pooled", () => {
    const column: CategoryColumn = {
      name: "plan",
      kind: "category",
      levels: ["a", "b"],
      codes: Int32Array.from({length: 60}, (_, i) => i % 2)
    };
    const encode = createRowEncoder(fitted(column, RULES[0], "other"));
    expect(() => encode({plan: "c"}, new Float64Array(1))).toThrow(
      "categories must be of the levels that the model knows (plan: a, b); got plan = c"
    );
    expect(() => encode({plan: null}, new Float64Array(1))).toThrow("got plan missing. No training row was like that");
  });
});

describe("otherText(input)", () => {
  it("is never a level, and reads as the pooled one", () => {
    const input: CategoryInput = {name: "plan", kind: "category", levels: ["other", "other*"], other: {nLevels: 2}};
    expect(createCategoryReader(input)(otherText(input))).toBe(OTHER);
    expect(createCategoryReader(input)(null)).toBe(OTHER);
    expect(createCategoryReader({...input, missing: true})(null)).toBe(MISSING);
  });
});
