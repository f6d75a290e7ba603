import type {ModelsBook} from "../../../../lib/book/models.js";
import {expect, it} from "vitest";
import {crownBy, crownClaim, crownMove, crownsClaim, crownWhy, isAnyLead} from "../../../../src/components/models/crown.js";
import {getMetricInfo} from "../../../../src/components/shared/metricWords.js";
import {createModelsBook} from "../../../fixtures/book/models.js";

const book = createModelsBook();
const written = {metric: "logLoss", rule: "simplest", gates: true} as const;

it("crownBy(book, choice) gives the book's own crowns by the written rule, for every metric", () => {
  for (const {name} of book.metrics) expect(crownBy(book, {...written, metric: name})).toMatchObject(book.crowns[name]);
});

it("crownBy(book, {rule: best}) lets the best mean win, however small its lead", () => {
  const means = book.finalists.filter((d) => d.recipe === null).map((d) => d.cv.accuracy.mean);
  const crown = crownBy(book, {metric: "accuracy", rule: "best", gates: false});
  expect(crown.bestMean).toBe(Math.max(...means));
  expect(crown.champion).toBe(crown.best);
});

it("crownBy(book, {gates: false}) may crown the base rate, which no gate lets through", () => {
  const crown = crownBy(book, {metric: "accuracy", rule: "simplest", gates: false});
  expect(crown.champion).toBe("baseline");
  expect(crownClaim(book, crown)).toMatch(/^By accuracy, Base rate itself wins: the simplest of \d within one standard error of the best$/);
});

it("crownBy(book, choice) never crowns somebody else's recipe", () => {
  const perfect = structuredClone(book);
  const recipe = perfect.finalists.find((d) => d.recipe !== null);
  if (recipe) recipe.cv.logLoss = {folds: [0, 0, 0, 0, 0], mean: 0, standardError: 0};
  expect(crownBy(perfect, {...written, gates: false}).champion).not.toBe(recipe?.name);
});

it("crownClaim(book, crown) tells how many come within one standard error", () => {
  const crown = crownBy(book, written);
  expect(crownClaim(book, crown)).toBe(
    `By log loss, Logistic regression wins: the simplest of ${crown.within.length} within one standard error of the best`
  );
  const alone = {...crown, within: [crown.champion]};
  expect(crownClaim(book, alone)).toBe("By log loss, Logistic regression wins: no other comes within one standard error");
});

it("crownClaim(book, crown) says when nobody passes", () => {
  const strict: ModelsBook = {
    ...book,
    gates: Object.fromEntries(book.finalists.map((d) => [d.name, [{name: "x", title: "X", passed: false, detail: ""}]]))
  };
  const crown = crownBy(strict, written);
  expect(crownClaim(strict, crown)).toBe("By log loss, nobody is crowned: no finalist passes its gates");
  expect(crownMove(strict, crown)).toBe("Judged by log loss, nobody would be crowned.");
});

it("crownMove(book, crown) names both ends when the crown moves", () => {
  expect(crownMove(book, crownBy(book, written))).toBe("Logistic regression wears the crown.");
  expect(crownMove(book, crownBy(book, {...written, metric: "rocAuc"}))).toBe(
    "The crown stays where it is: Logistic regression would win by ROC AUC as well."
  );
  const moved = crownBy(book, {...written, metric: "f1AtHalf"});
  expect(crownMove(book, moved)).toBe("Judged like this by F1 at 0.5, the crown would move from Logistic regression to Gradient boosting.");
});

it("crownsClaim(book, crowns) names the yardsticks that crown somebody else, or whom they crown, and counts no votes", () => {
  const crowns = book.metrics.map(({name}) => crownBy(book, {...written, metric: name}));
  const others = crowns.filter((d) => d.champion !== "logistic");
  expect(others.length).toBeGreaterThan(0);
  const own = crowns.filter((d) => d.champion === "logistic");
  const moved = others.slice(0, 1).map((d) => ({...d, champion: "boosting"}));
  expect(
    crownsClaim(
      book,
      [...own, ...moved].map((d, i, all) => (i === all.length - 1 ? {...d, metric: "f1AtHalf"} : d))
    )
  ).toBe("Only F1 at 0.5 would crown another than Logistic regression");
  expect(crownsClaim(book, [...own, ...["tree", "boosting", "tree", "tree"].map((champion) => ({...moved[0], champion}))])).toBe(
    "Other yardsticks of the same scores would crown Decision tree or Gradient boosting"
  );
  expect(crownsClaim(book, crowns.slice(0, 1))).toBe("The one yardstick crowns Logistic regression");
  const nobody = crowns.map((d) => ({...d, passed: false, champion: "baseline"}));
  expect(crownsClaim({...book, champion: "baseline"}, nobody)).toBe("No yardstick would crown anybody: no finalist passes its gates");
});

it("getMetricInfo(book, name) lists the metrics when there is none of that name", () => {
  expect(() => getMetricInfo(book, "charm")).toThrow(/^getMetricInfo: the metric must be one of logLoss, .*; got charm\.$/);
});

it("crownWhy(book, crown) tells the best from the simplest", () => {
  const crown = crownBy(book, written);
  expect(
    crownWhy(book, {
      ...crown,
      within: ["logistic", "forest"],
      champion: "logistic",
      best: "logistic"
    })
  ).toBe("best mean, and simplest of 2 within one standard error");
  expect(
    crownWhy(book, {
      ...crown,
      within: ["logistic", "forest"],
      champion: "logistic",
      best: "forest"
    })
  ).toBe("simplest of 2 within one standard error; best mean: Random forest");
  expect(crownWhy(book, {...crown, within: ["logistic"]})).toBe("alone within one standard error");
  expect(crownWhy(book, crownBy(book, {...written, rule: "best"}))).toBe("best mean");
  expect(crownWhy(book, {...crown, passed: false})).toBe("no finalist passes its gates");
});

function alike(mean: (name: string) => number): ModelsBook {
  const changed = structuredClone(book);
  for (const finalist of changed.finalists) {
    finalist.cv.f1AtHalf = {folds: Array(5).fill(mean(finalist.name)), mean: mean(finalist.name), standardError: 0};
    finalist.pairedErrors.f1AtHalf = Object.fromEntries(changed.finalists.map(({name}) => [name, 0]));
  }
  return changed;
}

it("a yardstick by which no two finalists differ names no winner: their means are the same", () => {
  const same = alike((name) => (name === "baseline" ? 0 : 0.5));
  const crown = crownBy(same, {...written, metric: "f1AtHalf"});
  const {length} = crown.within;
  expect(length).toBeGreaterThan(2);
  expect(isAnyLead(crown)).toBe(false);
  expect(crown.reason).toMatch(/^F1 at 0\.5 is no better for one than for another: 0\.500 on average/);
  expect(crownClaim(same, crown)).toMatch(
    /^By F1 at 0\.5, Logistic regression, .* and .* have the same mean: Logistic regression is the simplest$/
  );
  expect(crownWhy(same, crown)).toBe(`simplest of ${length} with the same mean`);
  expect(crownMove(same, crown)).toBe(
    `The crown stays where it is: by F1 at 0.5, Logistic regression is the simplest of ${length} with the same mean.`
  );
  expect(crownsClaim(same, [crownBy(same, written), crown])).toBe(
    "No yardstick would crown another than Logistic regression; by 1 of them finalists have the same mean"
  );
  const best = crownBy(same, {...written, metric: "f1AtHalf", rule: "best"});
  expect(isAnyLead(best)).toBe(true);
  expect(crownWhy(same, best)).toBe(`simplest of ${length} with the same mean`);
});

it("a yardstick by which those who call anybody cannot be judged crowns nobody, and counts for nobody else", () => {
  const few = structuredClone(book);
  const callers = ["logistic", "boosting"];
  for (const finalist of few.finalists) {
    if (callers.includes(finalist.name)) delete (finalist.cv as Record<string, unknown>).recallAtHalf;
    else finalist.cv.recallAtHalf = {folds: Array(5).fill(0), mean: 0, standardError: 0};
  }
  const crown = crownBy(few, {...written, metric: "recallAtHalf"});
  expect(crown.passed).toBe(false);
  expect(crownWhy(few, crown)).toBe("too few are called churned to judge by it");
  expect(crownClaim(few, crown)).toMatch(/^By recall at 0\.5, nobody is crowned: too few are called churned to judge by it$/);
  expect(crownsClaim(few, [crownBy(few, written), crown])).toBe(
    "No yardstick would crown another than Logistic regression; 1 would crown nobody"
  );
});

it("a yardstick by which the Champion and another have the very same mean would crown no other", () => {
  const same = alike((name) => (name === "baseline" ? 0 : 0.5));
  const crown = crownBy({...same, champion: "forest"}, {...written, metric: "f1AtHalf"});
  expect(crown.champion).not.toBe("forest");
  expect(crownsClaim({...same, champion: "forest"}, [crown])).toMatch(/^The one yardstick crowns/);
});

it("a yardstick by which all stand at the base rate's says so: of models that call nobody, or too few to be counted at the line", () => {
  const same = alike(() => 0);
  const crown = crownBy(same, {...written, metric: "f1AtHalf"});
  expect(crownClaim(same, crown)).toBe("By F1 at 0.5, all finalists stand at the base rate’s 0.000: it tells none of them apart");
  expect(crownWhy(same, crown)).toBe("all finalists stand at the base rate’s");
  expect(crownMove(same, crown)).toBe("By F1 at 0.5 the crown goes to nobody else: all finalists stand at the base rate’s.");
});
