import type {DatasetBook} from "../../../../lib/book/dataset.js";
import {expect, it} from "vitest";
import {repeatCommands} from "../../../../src/components/pipeline/runNotes.js";

const definition = {name: "shop"} as DatasetBook["definition"];

it("repeatCommands(dataset) names definition and file of a reader's own table", () => {
  const commands = repeatCommands({definition, source: {kind: "file", name: "shop.csv", hash: "d0d0d0d0", format: "csv"}});
  expect(commands[0]).toBe("npx churnbook build path/to/shop.csv --definition path/to/shop.dataset.json");
});

it("repeatCommands(dataset) names the definition as init does, where it was inferred", () => {
  const inferred = {name: "my-shop", guessed: []} as unknown as DatasetBook["definition"];
  const commands = repeatCommands({definition: inferred, source: {kind: "file", name: "My shop.xlsx", hash: "d0d0d0d0", format: "xlsx"}});
  expect(commands[0]).toBe("npx churnbook build 'path/to/My shop.xlsx' --definition 'path/to/My shop.dataset.json'");
});

it("repeatCommands(dataset) needs no settings for the sample", () => {
  expect(repeatCommands({definition, source: {kind: "sample", name: "sample", hash: "d0d0d0d0", format: "sample"}})).toEqual([
    "npx churnbook build",
    "npx churnbook serve"
  ]);
});
