import type {ErrorObject} from "ajv";
import type {BuildRecord, Population} from "../../lib/book/history.js";
import {Ajv} from "ajv";
import {check, complain, someOf} from "../../lib/check.js";
import {HISTORY_FORMAT, PROBABILITIES} from "../../lib/book/history.js";
import {POPULATION} from "../../lib/history/population.js";
import {hashOf} from "../flow/hash.js";

/** A hash over all artefacts of a book. */
export const BOOK_HASH = /^[0-9a-f]{64}$/;
/** The most bytes of a file of the history: the synthetic users of a book of 150 inputs need a fifth of it, or more where names are long. */
export const LARGEST_RECORD = 2 ** 22;
/** The most inputs of a book, and levels of one. */
const MOST_INPUTS = 10_000;

const text = {type: "string", maxLength: 2000} as const;
const number = {type: "number"} as const;
const end = {type: ["number", "null"]} as const;
const count = {type: "integer", minimum: 0} as const;
const chance = {type: "number", minimum: 0, maximum: 1} as const;
const time = {type: "string", pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z$"} as const;
const hash = {type: "string", pattern: "^[0-9a-f]{8,64}$"} as const;

/** All of these keys and no others: what is more is left out. */
function objectOf(properties: Record<string, object>): object {
  return {type: "object", required: Object.keys(properties), properties, additionalProperties: false};
}

function listOf(items: object, most: number): object {
  return {type: "array", items, maxItems: most};
}

function mapOf(values: object, most = 100): object {
  return {type: "object", additionalProperties: values, maxProperties: most};
}

/** The same, where some keys may be absent: records of earlier editions lack them. */
function objectWith(properties: Record<string, object>, optional: Record<string, object>): object {
  return {...objectOf({...properties, ...optional}), required: Object.keys(properties)};
}

/** The first that fits; the branches leave nothing out, or the first would spoil a value for the second. */
function orNull(schema: object): object {
  return {...schema, nullable: true};
}

const figure = objectOf({estimate: number, low: end, high: end});
const date = orNull(objectOf({date: {...text, maxLength: 60}, of: {enum: ["definition", "time", "file"]}}));

const SCHEMA = objectOf({
  format: {const: HISTORY_FORMAT},
  book: {type: "string", pattern: BOOK_HASH.source},
  name: text,
  title: text,
  unit: objectOf({singular: text, plural: text}),
  program: {...text, maxLength: 40},
  builtOn: time,
  data: objectWith(
    {
      kind: {enum: ["sample", "file"]},
      hash,
      date,
      rows: count,
      labelled: count,
      churned: count,
      train: count,
      test: count,
      baseRate: figure
    },
    {customers: count, effective: count}
  ),
  definition: objectOf({
    hash,
    label: objectOf({column: text, churned: text}),
    inputs: listOf(objectOf({name: text, title: text, kind: text, unit: {...text, nullable: true}}), MOST_INPUTS),
    protocol: mapOf(text)
  }),
  inputs: listOf(
    {
      type: "object",
      discriminator: {propertyName: "kind"},
      required: ["kind"],
      oneOf: [
        objectOf({
          name: text,
          kind: {const: "number"},
          missing: chance,
          quantiles: {type: "array", nullable: true, items: number, minItems: PROBABILITIES.length, maxItems: PROBABILITIES.length}
        }),
        objectOf({
          name: text,
          kind: {const: "category"},
          missing: chance,
          levels: listOf(objectOf({level: text, share: chance}), MOST_INPUTS)
        })
      ]
    },
    MOST_INPUTS
  ),
  champion: text,
  challenger: {...text, nullable: true},
  finalists: listOf(objectOf({name: text, title: text, learner: text, failed: listOf(text, 100), metrics: mapOf(figure)}), 100),
  decision: orNull(objectOf({line: end, share: chance, found: figure, precision: orNull(figure), gain: figure})),
  population: orNull(objectOf({hash: {type: "string", pattern: "^[0-9a-f]{16}$"}, scores: listOf(chance, POPULATION)}))
});

const ajv = new Ajv({removeAdditional: true, discriminator: true, allowUnionTypes: true});
const isRecord = ajv.compile<BuildRecord>(SCHEMA);
const isPopulation = ajv.compile<Population>(
  objectOf({format: {const: HISTORY_FORMAT}, rows: listOf(mapOf({type: ["number", "string", "null"]}, MOST_INPUTS), POPULATION)})
);

/**
 * A build's record, from the text of a file that anybody may have written.
 *
 * @param where the file, for errors
 * @throws ChurnbookError if it is something else, or damaged
 */
export function readRecord(json: string, where: string): BuildRecord {
  const record = parse(json, where);
  const rule = `a build's record must be as churnbook of this edition writes it, format ${HISTORY_FORMAT}`;
  check(isRecord(record), {where, rule, got: sayErrors(isRecord.errors)});
  const isThere = record.finalists.some(({name}) => name === record.champion);
  check(isThere, {where, rule: "the Champion must be among the finalists", got: record.champion});
  check(!Number.isNaN(Date.parse(record.builtOn)), {where, rule: "builtOn must be a time of the calendar", got: record.builtOn});
  return record;
}

/** A population, whose name is the hash of its rows. @throws ChurnbookError if it is something else, or damaged */
export function readPopulation(json: string, {where, hash: expected}: {where: string; hash: string}): Population {
  const population = parse(json, where);
  check(isPopulation(population), {where, rule: "a population must be rows of synthetic users", got: sayErrors(isPopulation.errors)});
  check(hashOfRows(population.rows) === expected, {
    where,
    rule: `the rows must have the hash ${expected}`,
    got: hashOfRows(population.rows)
  });
  return population;
}

export function hashOfRows(rows: Population["rows"]): string {
  return hashOf(rows).slice(0, 16);
}

function parse(json: string, where: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    const isPage = /^\s*<(!doctype|html)\b/i.test(json);
    throw complain({where, rule: "it must be JSON", got: isPage ? "a web page" : (error as Error).message});
  }
}

function sayErrors(errors: readonly ErrorObject[] | null | undefined): string {
  return someOf(
    (errors ?? []).map(({instancePath, message}) => `${instancePath.slice(1).replaceAll("/", ".") || "the record"} ${message ?? ""}`)
  );
}
