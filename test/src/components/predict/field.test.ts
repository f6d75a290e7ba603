import {expect, test} from "vitest";
import {hasSliders} from "../../../../src/components/predict/field.js";
import {predictBook} from "../../../fixtures/book/predict.js";

test("hasSliders(book) is false of a book of categories alone", () => {
  expect(hasSliders(predictBook)).toBe(true);
  expect(hasSliders({inputs: predictBook.inputs.filter(({kind}) => kind === "category")})).toBe(false);
});
