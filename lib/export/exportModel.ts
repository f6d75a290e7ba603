import type {Model} from "../model/model.js";
import type {ModelCard} from "./modelCard.js";
import {ChurnbookError} from "../check.js";
import {formatModelCard} from "./formatModelCard.js";
import {describeReading} from "./reading.js";
import {exportOnnx} from "./exportOnnx.js";
import {getDialect, SQL_DIALECTS} from "./sqlDialects.js";
import {exportSql} from "./exportSql.js";
import {exportXgboost} from "./exportXgboost.js";

/** One file, or why there is none. */
export type Exported = {name: string; title: string; use: string} & ({content: string | Uint8Array} | {refusal: string});

/** Every form in which a model leaves the site. What it cannot be written as is said, not left out. */
export function exportModel(model: Model, about: ModelCard): Exported[] {
  const units = about.inputs.flatMap(({name, unit}) => (unit ? [[name, unit] as const] : []));
  const card = {...about, reading: describeReading(model, new Map(units))};
  return [
    attempt({name: "model.onnx", title: "ONNX", use: "onnxruntime, MLflow, BigQuery, Spark, mobile"}, () => exportOnnx(model)),
    attempt({name: "model.xgboost.json", title: "XGBoost JSON", use: "XGBoost, Treelite, SageMaker, BigQuery"}, () => exportXgboost(model)),
    ...SQL_DIALECTS.map((dialect) => {
      const {title} = getDialect(dialect);
      return attempt({name: `model.${dialect}.sql`, title: `SQL for ${title}`, use: `scores a table inside ${title}`}, () =>
        exportSql(model, {dialect})
      );
    }),
    attempt({name: "card.md", title: "Model card", use: "for people, in Markdown"}, () => formatModelCard(card)),
    attempt({name: "card.json", title: "Model card as JSON", use: "for programs"}, () => `${JSON.stringify(card, null, 1)}\n`)
  ];
}

function attempt(about: {name: string; title: string; use: string}, write: () => string | Uint8Array): Exported {
  try {
    return {...about, content: write()};
  } catch (error) {
    if (error instanceof ChurnbookError) return {...about, refusal: error.message};
    throw error;
  }
}
