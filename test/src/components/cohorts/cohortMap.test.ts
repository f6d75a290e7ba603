import {expect, it} from "vitest";
import {onTwoLines} from "../../../../src/components/cohorts/cohortMap.js";

it("onTwoLines(text, letters) breaks a range after its dash and a name at a space, and cuts only what has neither", () => {
  expect(onTwoLines("10–699", 8)).toBe("10–699");
  expect(onTwoLines("1,400–2,099", 8)).toBe("1,400–\n2,099");
  expect(onTwoLines("Fiber optic", 8)).toBe("Fiber\noptic");
  expect(onTwoLines("Glasfaseranschluss", 8)).toBe("Glasfas…");
});
