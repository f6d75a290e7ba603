import {describe, expect, it} from "vitest";
import {takeShare} from "../../../../lib/fit/protocol/folds.js";

const y = Uint8Array.from({length: 200}, (_, i) => (i % 5 === 0 ? 1 : 0));

describe("takeShare(y, share, name)", () => {
  it("keeps the churn rate, rises, and holds every smaller share", () => {
    const small = takeShare(y, 0.25, [1, 2]);
    const large = takeShare(y, 0.5, [1, 2]);
    expect(small.length).toBe(50);
    expect(small.filter((i) => y[i] === 1).length).toBe(10);
    expect([...small]).toEqual([...small].sort((a, b) => a - b));
    expect(small.every((i) => large.includes(i))).toBe(true);
    expect([...takeShare(y, 1, [1, 2])]).toEqual([...y.keys()]);
  });

  it("draws other rows under another name, and at least one of each class", () => {
    expect(takeShare(y, 0.25, [1, 3])).not.toEqual(takeShare(y, 0.25, [1, 2]));
    expect([...takeShare(y, 1e-9, [1])].map((i) => y[i]).sort()).toEqual([0, 1]);
  });
});
