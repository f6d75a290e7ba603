import type {DatasetBook} from "../../lib/book/dataset.js";

/** The commands that make the same book again, from a fresh copy of the repository. */
export function repeatCommands({definition, source}: Pick<DatasetBook, "definition" | "source">): string[] {
  const settings = source.kind === "sample" ? [] : [`CHURN_DATASET=data/${definition.name}.dataset.json`, `CHURN_DATA=path/to/${source.name}`];
  return ["npm ci", [...settings, "npm run build"].join(" "), "npm run serve"];
}
