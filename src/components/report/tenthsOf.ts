import type {DatasetBook} from "../../lib/book/dataset.js";
import type {Finalist, ModelsBook} from "../../lib/book/models.js";
import {formatCount, formatInHundred} from "../../lib/format.js";
import type {ChartFigure} from "../ui/chartFigure.js";
import {emptyState} from "../ui/notice.js";
import {tenthsFigure} from "./tenths.js";

export interface TenthsBook {
  models: ModelsBook;
  dataset: DatasetBook;
}

/** The Champion's ten groups: the report's first picture. */
export function championTenths(book: TenthsBook): ChartFigure {
  const champion = book.models.finalists.find(({name}) => name === book.models.champion) ?? book.models.finalists[0];
  const {calibration} = champion.testCurves;
  const last = calibration[calibration.length - 1];
  return tenths(book, champion, `From ${formatInHundred(calibration[0].observed)} to ${formatInHundred(last.observed)}: the score sorts those who leave from those who stay`);
}

/** The same picture for somebody else's recipe. */
export function recipeTenths(book: TenthsBook): HTMLElement {
  const recipe = book.models.finalists.find((d) => d.recipe !== null);
  if (!recipe) return emptyState("The dataset definition names no other recipe.");
  const rates = recipe.testCurves.calibration.map(({observed}) => observed);
  const spread = Math.max(...rates) - Math.min(...rates);
  return tenths(book, recipe, spread < 0.15 ? "By the other recipe’s score every group looks like everyone" : "The other recipe’s score, by the same picture");
}

function tenths({dataset}: TenthsBook, finalist: Finalist, title: string): ChartFigure {
  const {plural} = dataset.definition.unit;
  return tenthsFigure({
    bins: finalist.testCurves.calibration,
    baseRate: dataset.baseRate,
    title,
    subtitle: `${formatCount(dataset.counts.test)} ${plural} that the model had never seen, in groups of equal size, lowest scores first. One block is 100 ${plural}; filled dots churned.`,
    fileName: `tenths-${finalist.name}`,
    units: plural
  });
}
