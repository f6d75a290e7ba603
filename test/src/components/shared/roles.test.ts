import {expect, it} from "vitest";
import {finalistColors, getFinalist, roleOf, rolesOf} from "../../../../src/components/shared/roles.js";
import {createModelsBook} from "../../../fixtures/book/models.js";

const book = createModelsBook();

it("roleOf(book, name) keeps the base rate the base rate even if it is crowned", () => {
  expect(roleOf({...book, champion: "baseline"}, "baseline")).toBe("baseline");
});

it("roleOf(book, name) tells candidates from recipes", () => {
  expect(["logistic", "tree", "original-study"].map((name) => roleOf(book, name))).toEqual(["champion", "finalist", "recipe"]);
});

it("rolesOf(book) works without a Challenger", () => {
  expect(rolesOf({...book, challenger: null})).toEqual({champion: "logistic", challenger: null, baseline: "baseline"});
});

it("finalistColors(book) gives every finalist a colour of its own", () => {
  const colors = book.finalists.map((d) => finalistColors(book)(d.name));
  expect(new Set(colors).size).toBe(colors.length);
});

it("getFinalist(book, name) names the finalists there are", () => {
  expect(() => getFinalist(book, "oracle")).toThrow(
    'getFinalist: the book must have the finalist "oracle"; got baseline, logistic, tree, forest, boosting, original-study.'
  );
});
