import type {ErrorObject} from "ajv";
import type {DatasetDefinition, GivenDefinition} from "../../lib/dataset/definition.js";
import {readFile} from "node:fs/promises";
import {Ajv} from "ajv";
import {basename} from "node:path";
import {fileURLToPath} from "node:url";
import {check, complain, someOf} from "../../lib/check.js";
import {completeDefinition} from "../../lib/dataset/completeDefinition.js";
import {parseDefinition} from "../../lib/dataset/parseDefinition.js";
import {learners} from "../../lib/fit/learners/learners.js";
import {METRIC_NAMES} from "../../lib/metrics/metrics.js";

const SCHEMA = new URL("../../data/dataset.schema.json", import.meta.url);
const EXAMPLE = fileURLToPath(new URL("../../data/waze.dataset.json", import.meta.url));

/**
 * The dataset definition in a file, checked against data/dataset.schema.json, completed, and then checked for consistency.
 *
 * @param path of a `*.dataset.json`
 * @throws if the file is missing, is not JSON, or breaks the schema or itself; all faults are listed
 */
export async function readDefinition(path: string): Promise<DatasetDefinition> {
  const value = parseJson(path, await readText(path));
  const validate = new Ajv({allErrors: true}).compile<GivenDefinition>(JSON.parse(await readFile(SCHEMA, "utf8")));
  check(validate(value), {
    where: path,
    rule: "a dataset definition must follow data/dataset.schema.json",
    got: someOf(sayErrors(validate.errors ?? []), 20),
    remedy: `${EXAMPLE} is a whole example.`
  });
  const given: GivenDefinition & {$schema?: string} = value;
  delete given.$schema; // for editors; no part of the definition
  const names = {learners: learners.map(({name}) => name), metrics: METRIC_NAMES};
  return parseDefinition(completeDefinition(given, basename(path), learners), path, names);
}

async function readText(path: string): Promise<string> {
  try {
    return (await readFile(path, "utf8")).replace(/^\uFEFF/, "");
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException;
    throw complain({
      where: "--definition (CHURN_DATASET)",
      rule: `the dataset definition "${path}" must be a file that can be read`,
      got: code === "ENOENT" ? "no such file" : (code ?? error),
      remedy: "Name a *.dataset.json that is there; churnbook init <table> writes one."
    });
  }
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw complain({where: path, rule: "a dataset definition must be JSON", got: (error as Error).message});
  }
}

/** One phrase per fault; the branches of a quantity's anyOf become one phrase. */
function sayErrors(errors: readonly ErrorObject[]): string[] {
  const phrases = errors
    .filter((error) => !error.schemaPath.includes("/anyOf/") && !error.schemaPath.startsWith("#/definitions/pair/"))
    .map(sayError);
  return [...new Set(phrases)];
}

function sayError({instancePath, keyword, message, params}: ErrorObject): string {
  const where = instancePath === "" ? "the definition" : instancePath.slice(1).replaceAll("/", ".");
  if (keyword === "additionalProperties") return `${where} has the unknown key "${params.additionalProperty}"`;
  if (keyword === "required") return `${where} lacks "${params.missingProperty}"`;
  if (keyword === "enum") return `${where} must be one of ${params.allowedValues.join(", ")}`;
  if (keyword === "const") return `${where} must be ${JSON.stringify(params.allowedValue)}`;
  if (keyword === "anyOf") return `${where} must be a number, a column or {divide | multiply | add: [a, b]}`;
  return `${where} ${message ?? keyword}`;
}
