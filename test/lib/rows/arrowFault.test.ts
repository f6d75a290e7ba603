import {describe, expect, it} from "vitest";
import {explainArrowFault} from "../../../lib/rows/arrowFault.js";

describe("explainArrowFault(error, where)", () => {
  it.each([
    ['Unrecognized type: "RunEndEncoded" (22)', "a run-end-encoded column"],
    ["Unrecognized Int type", "a column of whole numbers of 128 bits"],
    ['Unrecognized type: "Other" (99)', "a column of Arrow's type Other"],
    ["Unrecognized Message header: 9", "Unrecognized Message header: 9"]
  ])("of %j says %j", (message, got) => {
    expect(explainArrowFault(new Error(message), "score x.arrow").message).toContain(`; got ${got}.`);
  });
});
