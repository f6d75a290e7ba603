import {describe, expect, it} from "vitest";
import {checkSamePeriod} from "../../../../lib/fit/protocol/definitionChecks.js";

const skill = (input: string, rocAuc: number) => ({input, rocAuc, logLossSkill: 0, verdict: "plausible" as const});

describe("checkSamePeriod(inputs, skills)", () => {
  it("names the inputs measured with the label, the most telling first", () => {
    const check = checkSamePeriod(
      [
        {name: "old", timing: "before"},
        {name: "weak", timing: "same-period"},
        {name: "strong", timing: "same-period"}
      ],
      [skill("strong", 0.73), skill("weak", 0.52), skill("old", 0.6)]
    );
    expect(check?.passed).toBe(false);
    expect(check?.detail).toMatch(/: strong, weak$/);
    expect(check?.numbers).toEqual({strong: 0.73, weak: 0.52});
  });

  it("passes where all are older", () => {
    expect(checkSamePeriod([{name: "old", timing: "lifetime"}], [])?.passed).toBe(true);
  });

  it("says nothing where it was not said of all when they are measured", () => {
    expect(
      checkSamePeriod(
        [
          {name: "old", timing: "lifetime"},
          {name: "odd", timing: "unknown"}
        ],
        []
      )
    ).toBeNull();
    expect(
      checkSamePeriod(
        [
          {name: "strange", timing: "same-period"},
          {name: "odd", timing: "unknown"}
        ],
        []
      )?.passed
    ).toBe(false);
  });
});
