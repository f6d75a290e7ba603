import {inText} from "../format.js";
import type {CategoryInput, ModelInput} from "../model/model.js";
import type {Limits} from "../rows/cell.js";
import {otherSpellings, sayRange} from "../rows/cell.js";
import {DOUBTFUL_ROWS} from "../batch/judgeRow.js";
import {someOf} from "../check.js";
import {createCategoryReader, NOTHING, otherText} from "../model/category.js";

/**
 * The OpenAPI 3.1 document of the endpoint.
 *
 * @param inputsByModel what each model reads, by its name
 */
export function describeApi(inputsByModel: Readonly<Record<string, readonly ModelInput[]>>, maxRows: number): object {
  const schemas = Object.fromEntries(
    Object.entries(inputsByModel).map(([name, inputs]) => [`Row_${escapeName(name)}`, describeRow(inputs)])
  );
  const rows = Object.keys(schemas).map((name) => ({$ref: `#/components/schemas/${name}`}));
  const row = rows.length === 1 ? rows[0] : {anyOf: rows};
  const json = (schema: object): object => ({"application/json": {schema}});
  const fault = (description: string): object => ({description, content: json({$ref: "#/components/schemas/Fault"})});
  return {
    openapi: "3.1.0",
    info: {title: "Churnbook", version: "1", description: "The chance of churn, by the very model that the site shows."},
    paths: {
      "/predict": {
        post: {
          operationId: "predict",
          summary: "Score one row, or a list of rows",
          parameters: [{name: "model", in: "query", schema: {enum: Object.keys(inputsByModel), default: "champion"}}],
          requestBody: {required: true, content: json({oneOf: [row, {type: "array", items: row, maxItems: maxRows}]})},
          responses: {
            200: {
              description: "One probability per row, in their order",
              content: json({oneOf: [{$ref: "#/components/schemas/Score"}, {type: "array", items: {$ref: "#/components/schemas/Score"}}]})
            },
            400: fault("The body is no JSON"),
            404: fault("There is no such model"),
            413: fault("Too many rows"),
            422: fault("An input is missing or cannot be; the sentence names each")
          }
        }
      },
      "/openapi.json": {get: {operationId: "describe", summary: "This document", responses: {200: {description: "OpenAPI"}}}},
      "/health": {get: {operationId: "health", summary: "Whether it answers", responses: {200: {description: "It does"}}}}
    },
    components: {
      schemas: {
        ...schemas,
        Score: {
          type: "object",
          required: ["probability"],
          properties: {
            probability: {type: "number", minimum: 0, maximum: 1},
            warnings: {type: "array", items: {type: "string"}, description: `The row was ${DOUBTFUL_ROWS}`}
          }
        },
        Fault: {type: "object", required: ["error"], properties: {error: {type: "string"}, faults: {type: "integer"}}}
      }
    }
  };
}

/** A name in the letters that OpenAPI allows; names that differ stay different. */
function escapeName(name: string): string {
  return name.replace(/[^A-Za-z0-9.-]/g, (character) => `_${character.charCodeAt(0).toString(16)}_`);
}

/** Only what the model scores: with a pooled level any text, and no null where it has nothing for a missing value. */
function describeCategory(input: CategoryInput): object {
  const read = createCategoryReader(input);
  const isNullable = read(null) !== NOTHING;
  const others = otherSpellings(input);
  const told = [
    ...others.map(([text, level]) => `${inText(text)} is ${inText(level)}`),
    ...(input.blank === undefined ? [] : [`null is ${inText(input.blank)}`])
  ];
  const texts = [...input.levels, ...others.map(([text]) => text)];
  if (read(otherText(input)) === NOTHING)
    return {enum: [...texts, ...(isNullable ? [null] : [])], ...(told.length > 0 ? {description: told.join("; ")} : {})};
  return {
    type: isNullable ? ["string", "null"] : ["string"],
    examples: texts,
    description: `One of ${someOf(input.levels.map(inText), 20)}; ${[...told, "any other text scores as one of the rare ones"].join("; ")}.`
  };
}

/** A missing value is null, not an absent property. */
function describeRow(inputs: readonly ModelInput[]): object {
  const properties = inputs.map(
    (input) =>
      [
        input.name,
        input.kind === "category" ? describeCategory(input) : input.asOf === undefined ? describeNumber(input.limits) : describeDate()
      ] as const
  );
  return {type: "object", required: inputs.map(({name}) => name), properties: Object.fromEntries(properties)};
}

function describeDate(): object {
  return {type: ["string", "null"], description: "a date: 2024-12-31"};
}

/** Numbers that cannot be are scored too, so limits are told and not enforced. */
function describeNumber(limits?: Limits): object {
  return {
    type: ["number", "null"],
    ...(limits
      ? {description: `what can be: ${sayRange(limits.min ?? -Infinity, limits.max ?? Infinity)}${limits.isWhole ? ", whole" : ""}`}
      : {})
  };
}
