import type {ModelCard} from "./modelCard.js";
import {formatEstimate, formatMetric, formatMetricInterval, sayEstimate, UNTOLD} from "../metrics/formatMetric.js";
import {escapeMarkdown, formatCount, formatShare} from "../format.js";

const ROLES = {champion: "Champion", challenger: "Challenger", finalist: "Finalist"};
const TIMING = {"same-period": "in the label’s own period", lifetime: "over the whole life", before: "before", unknown: "not said"};

/** A model card as Markdown, for people. */
export function formatModelCard(card: ModelCard): string {
  const sections = [
    `# ${escapeMarkdown(card.title)}`,
    `${ROLES[card.role]}: a model of the kind \`${card.kind}\`, which gives the chance of churn as a probability from 0 to 1.`,
    ...(card.data.synthetic
      ? ["> **Synthetic sample.** The rows were drawn from aggregate statistics; the scores below are about them, not about real people."]
      : []),
    "## What it is for",
    list(card.uses),
    "## What it must not be used for",
    list(card.misuses),
    "## Cautions",
    list(card.cautions),
    "## Data",
    ...data(card),
    "## Inputs",
    inputs(card),
    ...reading(card),
    "## Scores",
    "Cross-validated on the rows to learn from (mean and its standard error), and on test rows, looked at once (with 95% intervals over who was drawn).",
    scores(card),
    "## Gates",
    ...gates(card),
    "## Why it was, or was not, chosen",
    escapeMarkdown(card.choice),
    ...importance(card),
    "## Identity",
    identity(card)
  ];
  return `${sections.join("\n\n")}\n`;
}

function data({data: {description, churned, source, counts, customers, whose, baseRate}}: ModelCard): string[] {
  return [
    escapeMarkdown(description),
    `Churned means: ${escapeMarkdown(churned)} Source: ${escapeMarkdown(source)}`,
    table(
      ["rows", "with a label", "churned", "base rate", "to learn from", "to judge by"],
      [
        [counts.rows, counts.labelled, counts.churned]
          .map(formatCount)
          .concat(formatShare(baseRate), formatCount(counts.train), formatCount(counts.test))
      ]
    ),
    ...(customers === null
      ? []
      : [`The rows are of ${formatCount(customers)} ${whose} who may have several each: the split, the folds and intervals go by these.`])
  ];
}

function inputs(card: ModelCard): string {
  return table(
    ["column", "kind", "unit", "measured", "meaning"],
    card.inputs.map(({name, kind, unit, timing, meaning, levels}) => [
      name,
      levels ? `${kind}: ${levels.join(", ")}` : kind,
      unit ?? "",
      TIMING[timing],
      meaning
    ])
  );
}

function reading({reading: found}: ModelCard): string[] {
  if (!found) return [];
  return [
    "## Missing and unknown values",
    `No value: nothing, or ${found.missing.length > 0 ? `one of ${found.missing.map((word) => JSON.stringify(word)).join(", ")}` : "an empty text"}; ` +
      "a word that is a level is that level.",
    table(
      ["column", "a missing value is read as", "an unknown level is read as"],
      found.inputs.map(({name, missing, unseen}) => [name, missing, unseen ?? ""])
    ),
    list(found.forms)
  ];
}

function scores(card: ModelCard): string {
  return table(
    ["metric", "better", "mean over folds ± its standard error", "test", "95% interval"],
    card.scores.map(({name, title, better, crossValidated, test}) => [
      title,
      better,
      sayCrossValidated(name, crossValidated),
      formatEstimate(name, test),
      formatMetricInterval(name, test)
    ])
  );
}

function sayCrossValidated(name: string, told: ModelCard["scores"][number]["crossValidated"]): string {
  if (told === null) return UNTOLD;
  const {mean, standardError} = told;
  return `${formatMetric(name, mean, standardError)} ± ${formatMetric(name, standardError, standardError)}`;
}

function gates(card: ModelCard): string[] {
  if (card.gates.length === 0) return ["None were asked of it."];
  return [
    table(
      ["gate", "passed", "numbers"],
      card.gates.map(({title, passed, detail}) => [title, passed ? "yes" : "no", detail])
    ),
    "A gate judges all out-of-fold scores at once; the table above has means over single folds and figures of the " +
      "test rows, where chance alone makes a calibration error larger."
  ];
}

function importance(card: ModelCard): string[] {
  if (card.importance.length === 0) return [];
  return [
    "## What it relies on",
    "How much worse log loss on test rows becomes when an input is shuffled. It is not an effect.",
    table(
      ["input", "increase"],
      card.importance.map(({title, increase}) => [title, sayEstimate("logLoss", increase)])
    )
  ];
}

function identity({model, data, params}: ModelCard): string {
  return table(
    ["what", "value"],
    [
      ["model file", `${model.file}, ${formatCount(model.bytes)} bytes`],
      ["SHA-256 of the model", model.sha256],
      ["Hash of the data (8 digits, salted)", data.hash],
      [
        "parameters",
        Object.entries(params)
          .map(([key, value]) => `${key} = ${value}`)
          .join(", ") || "none"
      ]
    ]
  );
}

function list(items: readonly string[]): string {
  return items.length > 0 ? items.map((item) => `- ${escapeMarkdown(item)}`).join("\n") : "None.";
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(escapeMarkdown).join(" | ")} |`;
  return [line(header), `|${header.map(() => "---").join("|")}|`, ...rows.map(line)].join("\n");
}
