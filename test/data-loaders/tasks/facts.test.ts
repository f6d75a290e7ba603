import type {BookForFacts} from "../../../data-loaders/facts/bookForFacts.js";
import type {ModelsBook} from "../../../lib/book/models.js";
import type {AuditFinding} from "../../../lib/book/wrangling.js";
import {TELLS_ALONE} from "../../../lib/infer/inferColumn.js";
import {LEFT_OUT} from "../../../lib/infer/sayGuesses.js";
import {listWords} from "../../../lib/format.js";
import {describe, expect, test} from "vitest";
import {castOf} from "../../../data-loaders/facts/bookForFacts.js";
import {reportFacts} from "../../../data-loaders/facts/reportFacts.js";
import {wranglingFacts} from "../../../data-loaders/facts/wranglingFacts.js";
import {createDatasetBook} from "../../fixtures/book/dataset.js";
import {createHonestyBook} from "../../fixtures/book/honesty.js";
import {curvesToShow} from "../../../lib/metrics/curves.js";
import {createModelsBook} from "../../fixtures/book/models.js";

const {learningCurve} = createHonestyBook();
const bookOf = (models: ModelsBook): BookForFacts => ({dataset: createDatasetBook(), models, learningCurve}) as BookForFacts;

/** The same book with a Champion whose test scores are given. */
function withChampion(auc: number, accuracyGain: number): ModelsBook {
  const book = createModelsBook();
  const accuracy = book.finalists[0].test.accuracy.estimate + accuracyGain;
  return {
    ...book,
    finalists: book.finalists.map((d) =>
      d.name !== book.champion
        ? d
        : {
            ...d,
            test: {
              ...d.test,
              rocAuc: {estimate: auc, low: auc - 0.02, high: auc + 0.02},
              accuracy: {estimate: accuracy, low: accuracy, high: accuracy}
            }
          }
    )
  };
}

describe("reportFacts(book)", () => {
  test.each([
    [0.76, 0.003, "We can tell who is likelier to leave, not who will"],
    [0.9, 0.05, "We can tell who is likelier to leave"],
    [0.58, 0, "There is a signal, and it is faint"],
    [0.51, 0, "A signal, but no model to trust"]
  ])("finds for ROC AUC %d and an accuracy gain of %d: %s", (auc, gain, headline) => {
    expect(reportFacts(bookOf(withChampion(auc, gain))).headline).toBe(headline);
  });

  test("calls no signal faint by which some surely leave at more than twice the rate of all", () => {
    const headlineOf = (low: number): string => {
      const models = withChampion(0.58, 0);
      const champion = models.finalists.find(({name}) => name === models.champion);
      const bins = champion ? curvesToShow(champion)?.calibration : null;
      if (!bins) throw new Error("the fixture must have a calibration curve");
      bins.forEach((bin, i) => Object.assign(bin, {observed: i === bins.length - 1 ? 0.6 : 0.1, low: i === bins.length - 1 ? low : 0.08}));
      return reportFacts(bookOf(models)).headline;
    };
    expect(headlineOf(0.5)).toBe("A few stand out; of all others little can be told");
    expect(headlineOf(0.2)).toBe("There is a signal, and it is faint");
  });

  test("calls those who score highest likely to leave where at least half of them left", () => {
    const models = withChampion(0.9, 0.05);
    const champion = models.finalists.find(({name}) => name === models.champion);
    const top = champion && curvesToShow(champion)?.calibration?.at(-1);
    if (!top) throw new Error("the fixture must have a calibration curve");
    top.observed = 0.5;
    expect(reportFacts(bookOf(models)).headline).toBe("We can tell who is likely to leave");
    top.observed = 0.49;
    expect(reportFacts(bookOf(models)).headline).toBe("We can tell who is likelier to leave");
  });

  test("does not praise the base rate when it is Champion", () => {
    const book = createModelsBook();
    const stoodIn = {...book, champion: book.finalists[0].name};
    const facts = reportFacts(bookOf(stoodIn));
    expect(facts.headline).toBe("A signal, but no model to trust");
    expect(facts.verdict).toBe("Do not act on these scores.");
    expect(facts.championDoes).toBe("stands in: no other model was shown to beat it.");
    const chance = {estimate: 0.5, low: 0.45, high: 0.55};
    const blind = {...stoodIn, finalists: stoodIn.finalists.map((d) => ({...d, test: {...d.test, rocAuc: chance}}))};
    expect(reportFacts(bookOf(blind)).headline).toBe("Nothing here tells who leaves");
    const dataset = createDatasetBook();
    const sayWithout = (of: string): ReturnType<typeof reportFacts> => {
      const guessed = [{of, guess: LEFT_OUT, why: `${TELLS_ALONE} who left (ROC AUC 1.000)`}];
      return reportFacts({...bookOf(blind), dataset: {...dataset, definition: {...dataset.definition, guessed}}});
    };
    expect(sayWithout("closed").headline).toBe("Nothing that was read tells who leaves");
    expect(sayWithout("closed").deck).toMatch(/ Not read was “.?closed.?”: alone it tells who left, .* write it down as an input\.$/);
    expect(sayWithout(dataset.definition.inputs[0].name).headline).toBe("Nothing here tells who leaves"); // it was made an input since
  });

  test("claims of a crowned model that may rank by chance no more than its headline does", () => {
    const {headline, championDoes} = reportFacts(bookOf(withChampion(0.51, 0.003)));
    expect(headline).toMatch(/^(Nothing here tells who leaves|A signal, but no model to trust)$/);
    expect(championDoes).toMatch(/^has the lower log loss, and may rank by chance all the same\. /);
    expect(reportFacts(bookOf(withChampion(0.76, 0.003))).championDoes).toMatch(/^does\. /);
  });

  test("does not say that nothing tells where a model was crowned and those kept apart leave it open", () => {
    const models = withChampion(0.58, 0.05);
    const open = {
      ...models,
      finalists: models.finalists.map((d) =>
        d.name === models.champion ? {...d, test: {...d.test, rocAuc: {estimate: 0.58, low: 0.485, high: 0.67}}} : d
      )
    };
    const {headline, deck} = reportFacts(bookOf(open));
    expect(headline).toBe("A signal, not confirmed on those kept apart");
    expect(deck).toMatch(
      / beat the base rate while it was chosen, .* in 58 of 100 pairs, a ROC AUC of 0\.58.*, which leaves chance open\./
    );
  });

  test("says that few users are too few to be sure, and not that nothing tells", () => {
    const models = {...createModelsBook(), champion: createModelsBook().finalists[0].name};
    const counts = {rows: 300, labelled: 300, unlabelled: 0, churned: 84, retained: 216, train: 240, test: 60};
    const say = (of: typeof models): ReturnType<typeof reportFacts> =>
      reportFacts({dataset: createDatasetBook({counts, baseRate: 0.28, isFew: true}), models: of, learningCurve} as BookForFacts);
    const {headline, deck} = say(models);
    expect(headline).toBe("Too few members to be sure who leaves");
    expect(deck).toMatch(/a ROC AUC of .* But 300 members, 84 of whom left, are too few/);
    const worse = {estimate: 0.446, low: null, high: null};
    const blind = {...models, finalists: models.finalists.map((d) => ({...d, test: {...d.test, rocAuc: worse}}))};
    expect(say(blind).deck).toMatch(/^No model ranks members better than a coin, and 300 members, 84 of whom left, are too few to be sure/);
  });

  test.each([
    [["same-period", "before"], /^One input is counted in the same period as the label, .*, and may be churn itself\.$/],
    [["same-period", "same-period"], /^Two inputs are counted in the same period/],
    [["unknown", "lifetime"], /^When the inputs were measured was not said/],
    [["before", "lifetime"], /^$/]
  ] as const)("says of inputs measured %s what is known, or nothing", (timings, words) => {
    const dataset = createDatasetBook();
    const inputs = dataset.definition.inputs.map((d, i) => ({...d, timing: timings[i] ?? "before"}));
    const book = {dataset: {...dataset, definition: {...dataset.definition, inputs}}, models: createModelsBook()};
    expect(reportFacts(book as unknown as BookForFacts).leverSentence).toMatch(words);
  });

  test("is right and readable over base rates, sizes and Champions of every kind", () => {
    const book = createModelsBook();
    for (const baseRate of [0.005, 0.2, 0.5, 0.7]) {
      for (const labelled of [150, 5_000, 1_000_000]) {
        for (const {name} of book.finalists) {
          const churned = Math.round(baseRate * labelled);
          const counts = {
            rows: labelled,
            labelled,
            unlabelled: 0,
            churned,
            retained: labelled - churned,
            train: 0.8 * labelled,
            test: 0.2 * labelled
          };
          const isFew = labelled < 500 || churned < 50;
          const facts = reportFacts({
            dataset: createDatasetBook({counts, baseRate, isFew}),
            models: {...book, champion: name},
            learningCurve
          } as BookForFacts);
          const prose = Object.values(facts).join(" ");
          expect(prose).not.toMatch(/NaN|undefined|Infinity|null|\(s\)|, ,|; ,| \.|\busers?\b/);
          expect(facts.headline.startsWith("Too few")).toBe(isFew && facts.verdict.startsWith("Do not"));
        }
      }
    }
  });

  test("writes no number that is none", () => {
    expect(Object.entries(reportFacts(bookOf(createModelsBook()))).filter(([, words]) => /NaN|undefined|Infinity/.test(words))).toEqual([]);
  });

  test("says of few what they are: what the table calls its rows", () => {
    const counts = {rows: 300, labelled: 300, unlabelled: 0, churned: 40, retained: 260, train: 240, test: 60};
    const verdictOf = (customers: number | null): string => {
      const dataset = createDatasetBook({counts, customers, isFew: true});
      return String(reportFacts({dataset, models: withChampion(0.76, 0.003), learningCurve} as BookForFacts).verdict);
    };
    expect(verdictOf(null)).toContain("But 300 members, 40 of whom left, cannot tell how good");
    expect(verdictOf(80)).toContain("But 300 rows of 80 customers, 40 of which say that one left, cannot tell how good");
  });

  test("hides the story of a recipe where there is none, and leaves no fact out", () => {
    const book = createModelsBook();
    const without = reportFacts(bookOf({...book, finalists: book.finalists.filter(({recipe}) => recipe === null)}));
    expect(without.recipeClass).toBe("absent");
    const recipe = reportFacts(bookOf(book));
    expect(Object.keys(recipe).filter((name) => !(name in without))).toEqual([]);
  });
});

describe("castOf(book)", () => {
  test("refuses a Champion that is no finalist", () => {
    expect(() => castOf(bookOf({...createModelsBook(), champion: "zebra"}))).toThrow(
      "facts: models.json must hold the Champion and the baseline"
    );
  });
});

describe("listWords(words)", () => {
  test("joins by commas and one and", () => {
    expect([[], ["a"], ["a", "b"], ["a", "b", "c"]].map((words) => listWords(words))).toEqual(["", "a", "a and b", "a, b and c"]);
  });
});

describe("wranglingFacts(book)", () => {
  const finding = (title: string, rows: number, rate: number): AuditFinding => ({
    kind: "check",
    name: title,
    title,
    why: "",
    rows,
    share: rows / 1010,
    action: "counted and kept",
    churn: {n: rows, churned: rate * rows, rate, low: rate - 0.05, high: rate + 0.05}
  });
  const bookWith = (findings: AuditFinding[]): BookForFacts => {
    const ledger = [
      {
        name: "label",
        title: "Label",
        why: "",
        rowsIn: 1010,
        rowsOut: 1000,
        rowsRemoved: 10,
        rowsChanged: 0,
        columnsIn: 5,
        columnsOut: 5,
        detail: ""
      }
    ];
    return {
      dataset: createDatasetBook(),
      models: createModelsBook(),
      wrangling: {ledger, columns: [], findings, columnLab: []}
    } as unknown as BookForFacts;
  };

  test("counts broken rules and says why the rows stay, from the riskiest", () => {
    const {wranglingHeadline, wranglingDeck, ledgerSum} = wranglingFacts(
      bookWith([finding("Too long", 400, 0.2), finding("Too odd", 100, 0.45), finding("Fine", 0, 0)])
    );
    expect(wranglingHeadline).toBe("Two of three rules are broken, and the rows stay");
    expect(wranglingDeck).toBe(
      "Too long: 40% of all members. Only rows that nobody can learn from are left out (10, 1.0%): removing the " +
        "impossible would remove those who churn most. “Too odd” holds for about 100, and 45 in 100 of them churned."
    );
    expect(ledgerSum).toBe("1,010 − 10 = 1,000");
  });

  test("calls nothing impossible where rows only repeat others", () => {
    const repeats = {...finding("The same as an earlier row", 500, 0.2), kind: "duplicate" as const};
    const {wranglingHeadline, wranglingDeck} = wranglingFacts(bookWith([repeats, finding("Fine", 0, 0)]));
    expect(wranglingHeadline).toBe("No row contradicts itself; some repeat others");
    expect(wranglingDeck).toMatch(/^The same as an earlier row: 50% of all members\. .*; they are counted and kept\.$/);
    const most = {...finding("The same as an earlier row", 870, 0.2), kind: "duplicate" as const};
    expect(wranglingFacts(bookWith([most])).wranglingHeadline).toBe("No row contradicts itself; most repeat others");
    expect(wranglingFacts(bookWith([repeats, finding("Odd", 9, 0.2)])).wranglingHeadline).toBe("Both rules are broken, and the rows stay");
  });

  test("calls one rule one rule, kept or broken", () => {
    expect(wranglingFacts(bookWith([finding("Too odd", 100, 0.1)])).wranglingHeadline).toBe("The one rule is broken, and the rows stay");
    expect(wranglingFacts(bookWith([finding("Fine", 0, 0)])).wranglingDeck).toMatch(/ were checked against one rule\. /);
  });

  test("tells what the column lab says of the recipe that is a finalist, whichever the definition names first", () => {
    const book = bookWith([]);
    const {definition} = book.dataset;
    const other = {...definition.recipes[0], name: "another", inputs: ["days"]};
    const entry = (inputs: string[], mean: number) => ({title: "Set", inputs, logLossDifference: 0.1, metrics: {rocAuc: {mean}}});
    const dataset = {...book.dataset, definition: {...definition, recipes: [other, ...definition.recipes]}};
    const recipe = castOf(book).recipe!;
    const columnLab = [entry(["days"], 0.71), entry(recipe.inputs, 0.52)];
    const facts = wranglingFacts({...book, dataset, wrangling: {...book.wrangling, columnLab}} as unknown as BookForFacts);
    expect(facts.labRecipeSentence).toBe("; in the column lab they reach 0.520, where a coin reaches 0.5");
    expect(wranglingFacts(book).labRecipeSentence).toBe("");
  });

  test("says so when every rule is kept", () => {
    expect(wranglingFacts(bookWith([finding("Fine", 0, 0)])).wranglingHeadline).toBe("Every row keeps every rule");
    const gaps = [
      {...finding("Age missing", 40, 0), kind: "missing" as const},
      {...finding("Plan missing", 0, 0), kind: "missing" as const}
    ];
    const facts = wranglingFacts(bookWith([finding("Fine", 0, 0), ...gaps]));
    expect(facts.wranglingHeadline).toBe("Every row keeps every rule");
    expect(facts.wranglingDeck).toMatch(/ were checked against one rule\. .*\. In one column values are missing, and stay so\.$/);
  });
});
