import ts from "typescript";
import {expect, it} from "vitest";
import {elementTypes} from "../../lib/export/elementTypes.js";
import {formatPredictTypes} from "../../lib/export/predictTypes.js";

const types = formatPredictTypes([
  {name: "visits", kind: "number"},
  {name: 'plan "x"', kind: "category", levels: ["basic", "it's"]}
]);

/** The compiler's complaints about a program that imports the types. */
function complaints(program: string): string[] {
  const files: Record<string, string> = {"/api/predict.d.ts": types, "/api/churn-predictor.d.ts": elementTypes, "/main.ts": program};
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipDefaultLibCheck: true, // the types of the language are not ours to check
    types: [],
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler
  };
  const host = ts.createCompilerHost(options);
  const {getSourceFile, fileExists} = host;
  host.directoryExists = () => true;
  host.fileExists = (name) => name in files || fileExists(name);
  host.getSourceFile = (name, ...rest) =>
    name in files ? ts.createSourceFile(name, files[name], ts.ScriptTarget.ES2022) : getSourceFile(name, ...rest);
  return ts
    .getPreEmitDiagnostics(ts.createProgram(["/main.ts"], options, host))
    .map(({messageText}) => ts.flattenDiagnosticMessageText(messageText, " "));
}

it("formatPredictTypes(inputs) lets a program that gives every input compile", () => {
  expect(
    complaints(`import {loadChampion, createPredictor} from "./api/predict.js";
    const {predict} = await loadChampion();
    const p: number = predict({visits: 3, 'plan "x"': "it's"}).probability;
    const q: number = createPredictor(JSON.parse("{}")).predict({anything: null}).probability;
    const model = {version: 2, kind: "baseline", inputs: [{name: "visits", kind: "number"}], encoding: [], probability: 0.1};
    const r: number = createPredictor(model).predict({visits: 3}).probability;
    const s = createPredictor((await loadChampion()).model);
    export {p, q, r, s};`)
  ).toEqual([]);
});

it("formatPredictTypes(inputs) makes a compiler find a forgotten input, and a level that is none", () => {
  const [complaint] = complaints(
    'import {loadChampion} from "./api/predict.js"; (await loadChampion()).predict({\'plan "x"\': "basic"}); export {};'
  );
  expect(complaint).toContain("visits");
  expect(
    complaints(
      'import {loadChampion} from "./api/predict.js"; (await loadChampion()).predict({visits: 1, \'plan "x"\': "gold"}); export {};'
    )[0]
  ).toContain("gold");
});

it("formatPredictTypes(inputs) refuses to make a predictor of a predictor, and of what may be anything", () => {
  const [complaint] = complaints(
    'import {loadChampion, createPredictor} from "./api/predict.js"; createPredictor(await loadChampion()); export {};'
  );
  expect(complaint).toContain("ModelLike");
  expect(complaints('import {createPredictor} from "./api/predict.js"; createPredictor({} as unknown); export {};')).toHaveLength(1);
  expect(complaints('import {createPredictor} from "./api/predict.js"; createPredictor({}); export {};')).toHaveLength(1);
});

it("elementTypes tells a compiler what the element is, and what is not to be set", () => {
  const use = (line: string): string[] =>
    complaints(`import "./api/churn-predictor.js"; const element = document.querySelector("churn-predictor")!; ${line}; export {};`);
  expect(use("element.values = {visits: 3, plan: null}; const p: number | null = element.probability; export {p}")).toEqual([]);
  expect(use("element.probability = 1").join()).toContain("read-only");
  expect(use("element.values = {visits: true}").join()).toContain("true");
});
