import {expect, it} from "vitest";
import {ingestTask} from "../../../data-loaders/tasks/ingest.js";
import {completeDefinition} from "../../../lib/dataset/completeDefinition.js";

it("reads a table anew whose dates are counted otherwise", () => {
  const paramsOf = (asOf: string, ahead?: boolean): string => {
    const given = {label: {column: "left", churned: "y", retained: "n"}, asOf, inputs: [{name: "due", kind: "date" as const, ahead}]};
    return JSON.stringify(ingestTask(completeDefinition(given, "a.json", []), {kind: "sample"} as Parameters<typeof ingestTask>[1]).params);
  };
  const all = [paramsOf("2024-12-31"), paramsOf("2025-01-31"), paramsOf("2024-12-31", true)];
  expect(new Set(all).size).toBe(3);
  expect(paramsOf("2024-12-31")).toBe(all[0]);
});
