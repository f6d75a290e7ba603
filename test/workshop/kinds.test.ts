import {readFileSync, realpathSync} from "node:fs";
import {resolve} from "node:path";
import ts from "typescript";
import {expect, test} from "vitest";
import {traits} from "../../lib/model/model.js";
import {listFiles} from "../support/sources.js";

/** The files of the product that hold a table over kinds, beside the traits; docs/architecture.md, "How to add", names them. */
const tablesOfModels = [
  "lib/explain/explainer.ts",
  "lib/export/exportOnnx.ts",
  "lib/export/exportSql.ts",
  "lib/model/readModel.ts",
  "lib/model/scorer.ts"
];
const tablesOfTrees = ["lib/export/exportXgboost.ts", "lib/model/roundModel.ts"];
const traitsOfModels = ["lib/model/model.ts"];
const tablesOfColumns = [
  "lib/export/exportOnnx.ts",
  "lib/export/exportSql.ts",
  "lib/export/exportXgboost.ts",
  "lib/export/foldMissing.ts",
  "lib/export/sqlPairs.ts",
  "lib/export/sqlTrees.ts",
  "lib/fit/sample/fitRecipe.ts",
  "lib/model/encode.ts",
  "lib/model/readModel.ts",
  "lib/whatif/readAs.ts"
];
const product = ["lib", "data-loaders", "src"].flatMap((folder) => listFiles(folder, [".ts"]));

/**
 * lib/model/model.ts with three more kinds of model, and one more of encoded column, of which no other file knows: one of which
 * the traits know nothing either, one of which they say nothing, and one of trees.
 */
function addKinds(text: string): string {
  const newModel = (kind: string): string => `interface ${kind} extends ModelBase {\n  kind: "${kind}";\n  secret: number;\n}\n\n`;
  return text
    .replace("export type EncodedColumn =", '$&\n  | {input: string; kind: "newColumn"; mean: number; scale: number}')
    .replace("/** A fitted model is this", `${["newUntold", "newModel", "newTrees"].map(newModel).join("")}$&`)
    .replace(/export type Model = [^;]+/, "$& | newUntold | newModel | newTrees")
    .replace("export const traits = {", "$&\n  newModel: {...none},\n  newTrees: {...none, hasTrees: true},");
}

test("a new kind of model, or of encoded column, is a type error in each of its tables", () => {
  const faults = compile(addKinds);
  const filesThatName = (kind: string): string[] =>
    [...new Set(faults.filter(({text}) => text.includes(kind)).map(({file}) => file))].sort();
  expect(filesThatName("newUntold")).toEqual([...tablesOfModels, ...traitsOfModels].sort());
  const beyondTraits = (kind: string): string[] => filesThatName(kind).filter((file) => !traitsOfModels.includes(file));
  expect(beyondTraits("newModel")).toEqual(tablesOfModels);
  expect(beyondTraits("newTrees")).toEqual([...tablesOfModels, ...tablesOfTrees].sort());
  expect(filesThatName("newColumn")).toEqual(tablesOfColumns);
  const known = [...tablesOfModels, ...tablesOfTrees, ...traitsOfModels, ...tablesOfColumns];
  expect(faults.map(({file}) => file).filter((file) => !known.includes(file))).toEqual([]);
});

test("no file asks for a kind of model by name: it would be silent about a new one", () => {
  const asks = new RegExp(`\\bkind\\b\\s*[!=]==?\\s*"(${Object.keys(traits).join("|")})"|\\bcase "(${Object.keys(traits).join("|")})"`);
  const fits = "lib/fit/sample/fitRecipe.ts"; // refuses what is not the model that it has just fitted
  expect(product.filter((path) => path !== fits && asks.test(readFileSync(path, "utf8")))).toEqual([]);
});

/** What the compiler says of files with a table when lib/model/model.ts is changed so; the others are checked by types.test.ts. */
function compile(change: (text: string) => string): {file: string; text: string}[] {
  const changedFile = resolve("lib/model/model.ts");
  const {options} = ts.parseJsonConfigFileContent(ts.readConfigFile("tsconfig.json", (path) => ts.sys.readFile(path)).config, ts.sys, ".");
  const host = ts.createCompilerHost(options);
  const read = host.readFile.bind(host);
  host.readFile = (path) => {
    const text = read(path);
    return text !== undefined && realpathSync(path) === changedFile ? change(text) : text;
  };
  const tables = product.filter((path) => /\b(\w*By(Kind|Trait|Column)|ModelKind)\b/.test(readFileSync(path, "utf8")));
  const program = ts.createProgram(tables, options, host);
  return tables.flatMap((file) =>
    program
      .getSemanticDiagnostics(program.getSourceFile(file))
      .map(({messageText}) => ({file, text: ts.flattenDiagnosticMessageText(messageText, "\n")}))
  );
}
