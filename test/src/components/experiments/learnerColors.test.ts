import {expect, it} from "vitest";
import {learnerColors} from "../../../../src/components/experiments/experimentsState.js";
import {finalistColors} from "../../../../src/components/shared/roles.js";
import {createExperimentsBook} from "../../../fixtures/book/experiments.js";
import {createModelsBook} from "../../../fixtures/book/models.js";
import {createRegistry} from "../../../fixtures/book/registry.js";

it("learnerColors(book, registry) agrees with the models page about every finalist", () => {
  const models = createModelsBook();
  const colorOf = learnerColors(createExperimentsBook(), createRegistry(models));
  for (const {name} of models.finalists) expect(colorOf(name)).toBe(finalistColors(models)(name));
});
