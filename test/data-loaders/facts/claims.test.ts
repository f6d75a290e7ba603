import {createModelCard} from "../../../lib/export/modelCard.js";
import type {BookForFacts} from "../../../data-loaders/facts/bookForFacts.js";
import type {Estimate} from "../../../lib/book/common.js";
import type {ModelsBook} from "../../../lib/book/models.js";
import type {Timing} from "../../../lib/dataset/definition.js";
import fc from "fast-check";
import {expect, it} from "vitest";
import {aboutFacts} from "../../../data-loaders/facts/aboutFacts.js";
import {lineFacts} from "../../../data-loaders/facts/lineFacts.js";
import {modelsFacts} from "../../../data-loaders/facts/modelsFacts.js";
import {reportFacts} from "../../../data-loaders/facts/reportFacts.js";
import {curvesToShow} from "../../../lib/metrics/curves.js";
import {exampleDefinition} from "../../lib/dataset/exampleDefinition.js";
import {createDatasetBook} from "../../fixtures/book/dataset.js";
import {createHonestyBook} from "../../fixtures/book/honesty.js";
import {createModelsBook} from "../../fixtures/book/models.js";

const models = createModelsBook();
const {learningCurve} = createHonestyBook();
const calibration = {name: "calibration", title: "Calibration error under 0.02", passed: true, detail: "", numbers: {}};
const TIMINGS: readonly Timing[] = ["same-period", "lifetime", "before", "unknown"];

/** Books of every size and base rate, with a Champion of every kind that does well or badly. */
const books = fc
  .record({
    baseRate: fc.double({min: 0.005, max: 0.7, noNaN: true}),
    labelled: fc.integer({min: 150, max: 1_000_000}),
    champion: fc.constantFrom(...models.finalists.filter((d) => d.recipe === null).map((d) => d.name)),
    auc: fc.double({min: 0.35, max: 0.95, noNaN: true}),
    half: fc.double({min: 0.001, max: 0.2, noNaN: true}),
    gain: fc.double({min: -0.02, max: 0.2, noNaN: true}),
    paired: fc.option(fc.double({min: 0.0005, max: 0.1, noNaN: true})),
    hasRecipe: fc.boolean(),
    hasGroups: fc.boolean(),
    hasIntervals: fc.boolean(),
    isCautioned: fc.boolean(),
    unlabelled: fc.constantFrom(0, 10),
    timings: fc.array(fc.constantFrom(...TIMINGS), {minLength: 1, maxLength: 4})
  })
  .map(
    ({
      baseRate,
      labelled,
      champion,
      auc,
      half,
      gain,
      paired,
      hasRecipe,
      hasGroups,
      hasIntervals,
      isCautioned,
      unlabelled,
      timings
    }): BookForFacts => {
      const around = (estimate: number): Estimate =>
        hasIntervals
          ? {estimate, low: Math.max(0, estimate - half), high: Math.min(1, estimate + half)}
          : {estimate, low: null, high: null};
      const base = Math.max(baseRate, 1 - baseRate);
      const over = Math.min(1, base + gain) - base;
      const overBase =
        paired === null ? {estimate: over, low: null, high: null} : {estimate: over, low: over - paired, high: over + paired};
      const finalists = models.finalists
        .filter(({recipe}) => hasRecipe || recipe === null)
        .map((d) => ({
          ...d,
          ...(hasGroups ? {} : {curves: {outOfFold: null, test: null}}),
          overBase: {...d.overBase, accuracy: overBase},
          test: {
            ...d.test,
            accuracy: d.name === "baseline" ? {estimate: base, low: base, high: base} : around(Math.min(1, base + gain)),
            rocAuc: d.name === "baseline" ? {estimate: 0.5, low: 0.5, high: 0.5} : around(auc)
          }
        }));
      const churned = Math.round(labelled * baseRate);
      const definition = exampleDefinition();
      const inputs = definition.inputs.slice(0, timings.length).map((input, i) => ({...input, timing: timings[i]}));
      const counts = {labelled, rows: labelled + unlabelled, unlabelled, churned, retained: labelled - churned, train: labelled, test: 0};
      const dataset = createDatasetBook({
        baseRate,
        counts,
        isFew: labelled < 500 || churned < 50 || labelled - churned < 50,
        definition: {...definition, inputs, recipes: hasRecipe ? definition.recipes : []}
      });
      const gates = {...models.gates, [champion]: [{...calibration, ...(isCautioned ? {caution: true} : {})}]};
      return {dataset, models: {...models, finalists, champion, gates} as ModelsBook, learningCurve} as BookForFacts;
    }
  );

const every = (claim: (book: BookForFacts) => void): void => fc.assert(fc.property(books, claim), {numRuns: 400});
const championOf = ({models: {finalists, champion}}: BookForFacts) => finalists.find(({name}) => name === champion)!;
const baseOf = ({models: {finalists}}: BookForFacts) => finalists[0];

it("no sentence of any book has a hole in it", () => {
  every((book) => {
    const facts = {...reportFacts(book), ...aboutFacts(book), ...modelsFacts(book)};
    for (const [name, words] of Object.entries(facts)) {
      expect(`${name}:${words}`, "a page sets a fact without the blanks at its ends").toBe(`${name}:${String(words).trim()}`);
      expect(`${name}:${words}`).not.toMatch(/undefined|NaN|\[object|Infinity| {2}|\busers?\b/);
    }
  });
});

it("where time is named, no page says that the table knows nothing of how churn moves", () => {
  every((book) => {
    const {dataset} = book;
    const {definition} = dataset;
    const timed = {...book, dataset: {...dataset, definition: {...definition, protocol: {...definition.protocol, time: "month"}}}};
    expect(aboutFacts(book).periodSentence).toMatch(/no second one to compare with\.$/);
    expect(aboutFacts(timed).periodSentence).toMatch(/^Models tells how churn rate and skill moved within the table/);
    // dates may stand in it all the same: nobody looked, and that is all that is known
    expect(`${reportFacts(book).periodLimit} ${reportFacts(book).periodReason}`).not.toMatch(/one period|no trend|no drift/);
    expect(reportFacts(timed).periodReason).toMatch(/judged on the latest/);
  });
});

it("scores that are off on test rows by more than chance explains say whom to contact first, not how many", () => {
  every((book) => {
    const later = (calibrationError: object): BookForFacts => {
      const finalists = book.models.finalists.map((d) => ({...d, test: {...d.test, calibrationError}}));
      return {...book, models: {...book.models, finalists} as ModelsBook};
    };
    const said = (d: BookForFacts): string => `${reportFacts(d).verdict} ${aboutFacts(d).intendedUse}`;
    const off = said(later({estimate: 0.08, low: null, high: null, byChance: 0.02}));
    expect(off).not.toContain("how many");
    // the figure beside it may say otherwise of others, out of fold
    expect(off.includes(" kept apart its scores are off by more than chance explains")).toBe(off.includes("its scores are off"));
    const fine = later({estimate: 0.025, low: null, high: null, byChance: 0.02});
    expect(said(fine)).toBe(said(later({estimate: 0, low: null, high: null, byChance: 0.02})));
  });
});

it("scores made for a churn rate that has moved since say whom to contact first, not how many", () => {
  every((book) => {
    const said = (rateMove: ModelsBook["rateMove"]): string => {
      const models = {...book.models, rateMove};
      const card = createModelCard({dataset: book.dataset, models}, models.champion);
      return `${reportFacts({...book, models}).verdict} ${aboutFacts({...book, models}).intendedUse} ${card.uses.join(" ")}`;
    };
    expect(said({before: 0.2, after: 0.35})).not.toMatch(/how many\.|as a calibrated probability/);
  });
});

it("every page that tells how good a model is, or how many to contact, says of few users what these cannot tell", () => {
  every((book) => {
    const {decideRows} = lineFacts(book, {models: []});
    for (const words of [modelsFacts(book).modelsDeck, decideRows]) expect(/cannot tell how good/.test(words)).toBe(book.dataset.isFew);
    if (book.dataset.isFew) expect(`${reportFacts(book).verdict} ${aboutFacts(book).intendedUse}`).not.toContain("how many");
  });
});

it("where those kept apart are too few for an interval, no page says that scores tell how many", () => {
  every((book) => {
    if (championOf(book).test.rocAuc.low !== null) return;
    const card = createModelCard({dataset: book.dataset, models: book.models}, book.models.champion);
    expect(`${reportFacts(book).verdict} ${aboutFacts(book).intendedUse} ${card.uses.join(" ")}`).not.toMatch(
      /how many\.|as a calibrated probability/
    );
  });
});

it("a gate that is passed with a caution is said to be, and its scores say whom to contact first, not how many", () => {
  every((book) => {
    const isCautioned = book.models.gates[book.models.champion][0].caution === true;
    expect(aboutFacts(book).gateSentence).toBe(`${calibration.title}: passed${isCautioned ? " with a caution" : ""}`);
    const {intendedUse, championReads} = aboutFacts(book);
    if (isCautioned) expect(`${reportFacts(book).verdict} ${intendedUse}`).not.toContain("how many");
    const isBaseline = championOf(book) === baseOf(book);
    expect(/^None|reads no input/.test(`${intendedUse}${championReads}`)).toBe(isBaseline);
  });
});

it("accuracy is said to see nothing, or something, only where the interval of the paired difference says so", () => {
  every((book) => {
    const {accuracyClaim} = reportFacts(book);
    const {low, high} = championOf(book).overBase.accuracy;
    const tellsNothing = low !== null && high !== null && low <= 0 && 0 <= high;
    if (book.models.champion === "baseline") {
      expect(aboutFacts(book).accuracyMeaning).not.toMatch(/cannot tell/);
      return void expect([accuracyClaim, modelsFacts(book).accuracySentence]).toEqual(["", ""]);
    }
    const isTold = championOf(book).curves.test !== null;
    expect(accuracyClaim.startsWith("Accuracy sees part of it.")).toBe(isTold && low !== null && low > 0);
    expect(accuracyClaim.startsWith("Accuracy does not see this.")).toBe(isTold && low !== null && low <= 0);
    expect(accuracyClaim).toContain(book.dataset.baseRate > 0.5 ? "“churned”" : "“retained”");
    expect(/cannot tell the Champion/.test(aboutFacts(book).accuracyMeaning)).toBe(isTold && tellsNothing);
    expect(/cannot tell the two apart/.test(modelsFacts(book).accuracySentence)).toBe(isTold && tellsNothing);
  });
});

it("no number of the line at 0.5 is said to be the model's where no groups of test users are told", () => {
  every((book) => {
    const {deck, headline, accuracyClaim} = reportFacts(book);
    const champion = championOf(book);
    if (champion.curves.test !== null || champion.name === "baseline") return;
    const said = `${headline} ${deck} ${accuracyClaim} ${modelsFacts(book).accuracySentence}`;
    expect(said).not.toMatch(/Asked for a plain yes or no, the same|not who will|this model \d|it is right \d/);
    expect(aboutFacts(book).championAccuracyInterval).toBe("not told: some of the counts behind it are of too few");
  });
});

it("the headline follows from the ROC AUC's interval, from how many left, and from accuracy", () => {
  every((book) => {
    const {headline, deck} = reportFacts(book);
    const {rocAuc, accuracy} = championOf(book).test;
    const {labelled, churned, retained} = book.dataset.counts;
    const isBaseline = book.models.champion === "baseline";
    const isUnseen = !isBaseline && rocAuc.low === null && rocAuc.estimate <= 0.5; // the few that were kept apart do not confirm it
    const isBlind = isBaseline || isUnseen || (rocAuc.low ?? 1) <= 0.5;
    expect(/^Too few /.test(headline)).toBe(isUnseen || (isBlind && (labelled < 500 || churned < 50 || retained < 50)));
    if (rocAuc.estimate <= 0.5) expect(headline).not.toMatch(/signal, and it is faint|A few stand out|We can tell/);
    if (/^A signal, not confirmed/.test(headline)) {
      expect(isBaseline).toBe(false);
      expect(rocAuc.low).toBeLessThanOrEqual(0.5);
      expect(rocAuc.high).toBeGreaterThan(0.55);
    }
    if (headline === "Nothing here tells who leaves")
      expect(book.models.finalists.every((d) => (d.test.rocAuc.low ?? 0) <= 0.5 || d.recipe)).toBe(true);
    if (/nobody can tell/i.test(headline + deck)) throw new Error(headline);
    const nOthers = book.models.finalists.filter((d) => d.recipe === null && d.name !== "baseline").length;
    if (isBlind && nOthers > 1 && /leaver higher/.test(deck))
      expect(deck).toMatch(/^(The best of \w+ on those kept apart, |.* beat the base rate while)/);
    if (isBlind) return;
    expect(/^(There is a signal, and it is faint|A few stand out; .*)$/.test(headline)).toBe(rocAuc.estimate < 0.65);
    if (rocAuc.estimate < 0.65) return;
    expect(headline).toMatch(/^We can tell who is (likely|likelier) to leave/);
    if (/the leaver higher/.test(deck)) expect(/^Of the [\d,]+ kept apart, .* too few to say/.test(deck)).toBe(rocAuc.low === null);
    const isTold = championOf(book).curves.test !== null;
    expect(headline.endsWith(", not who will")).toBe(isTold && accuracy.estimate - baseOf(book).test.accuracy.estimate < 0.01);
    const top = curvesToShow(championOf(book))?.calibration?.at(-1)?.observed ?? 0;
    expect(/likely/.test(headline)).toBe(top >= 0.5);
  });
});

it("no more is promised of a ranking than groups of test users or of out-of-fold ones tell", () => {
  every((book) => {
    const {verdict, decideClass} = reportFacts(book);
    const isTold = curvesToShow(championOf(book)) !== null;
    expect(decideClass).toBe(isTold ? "shown" : "absent");
    if (!isTold) expect(verdict).not.toMatch(/how many/);
  });
});

it("of few users it is said how much better the model looks to those it learned from", () => {
  every((book) => {
    const {verdict} = reportFacts(book);
    const {labelled, churned, retained} = book.dataset.counts;
    if (book.models.champion === "baseline" || verdict === "Do not act on these scores.") return;
    expect(verdict.includes("the difference is optimism")).toBe(labelled < 500 || churned < 50 || retained < 50);
  });
});

it("a rate under 3 % is said of a thousand, and what was measured when only as it is known", () => {
  every((book) => {
    const {baseRateInHundred, leverSentence} = reportFacts(book);
    expect(baseRateInHundred.endsWith(" in 1,000")).toBe(book.dataset.baseRate < 0.03);
    const timings = book.dataset.definition.inputs.map((d) => d.timing);
    expect(/counted in the same period/.test(leverSentence)).toBe(timings.includes("same-period"));
    expect(leverSentence === "").toBe(!timings.includes("same-period") && !timings.includes("unknown"));
  });
});
