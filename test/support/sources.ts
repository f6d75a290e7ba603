import {existsSync, readdirSync, readFileSync} from "node:fs";
import {dirname, join, normalize} from "node:path/posix";
import ts from "typescript";

/** One import of a source file; `target` is a path from the project root, or the bare name of a package. */
export interface Import {
  target: string;
  /** where it is written to lie, links not followed; of a package its name */
  place: string;
  local: boolean;
  typeOnly: boolean;
  /** not imported but started, by its address: a worker, or a job */
  byAddress: boolean;
  /** by `import("…")`, when it is needed, or started by its address */
  later: boolean;
}

/** Every file below a folder with one of the endings, links not followed. */
export function listFiles(folder: string, endings: string[]): string[] {
  return readdirSync(folder, {withFileTypes: true}).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.name.startsWith(".")) return [];
    if (entry.isDirectory()) return listFiles(path, endings);
    return entry.isFile() && endings.some((ending) => path.endsWith(ending)) ? [path] : [];
  });
}

/** The code of a page's cells, one text a cell. @param path a Markdown file */
export function codeBlocks(path: string): string[] {
  return [...readFileSync(path, "utf8").matchAll(/^```js[^\n]*\n([\s\S]*?)^```/gm)].map((match) => match[1].trimEnd());
}

/** The lines of a TypeScript file, from 0, that cannot be broken: regular expressions, and texts of several lines. */
export function linesOfGivenText(path: string): Set<number> {
  const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const found = new Set<number>();
  const lineAt = (position: number): number => source.getLineAndCharacterOfPosition(position).line;
  const visit = (node: ts.Node): void => {
    const [first, last] = [lineAt(node.getStart(source)), lineAt(node.end)];
    const isText = ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateExpression(node);
    if (ts.isRegularExpressionLiteral(node) || (isText && last > first)) for (let line = first; line <= last; ++line) found.add(line);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const known = new Map<string, Import[]>();

/**
 * What a TypeScript or JavaScript file, or the cells of a page, import and re-export: dynamic imports of literals and types
 * by `import("…")` included, and files named by address, `new URL("./worker.js", import.meta.url)`, which run in its name.
 */
export function importsOf(path: string): Import[] {
  const found = known.get(path) ?? parseImports(path);
  known.set(path, found);
  return found;
}

function parseImports(path: string): Import[] {
  const text = path.endsWith(".md") ? codeBlocks(path).join("\n") : readFileSync(path, "utf8");
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const found: Import[] = [];
  const add = (specifier: string, typeOnly: boolean, {byAddress = false, later = false} = {}) =>
    found.push({...resolveImport(path, specifier), typeOnly, byAddress, later: later || byAddress});
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      add(node.moduleSpecifier.text, isTypeOnly(node.importClause));
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
      add(node.moduleSpecifier.text, node.isTypeOnly);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword && ts.isStringLiteral(node.arguments[0])) {
      add(node.arguments[0].text, false, {later: true});
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) {
      add(node.argument.literal.text, true);
    } else if (ts.isNewExpression(node) && node.expression.getText() === "URL") {
      const [file, base] = node.arguments ?? [];
      if (base?.getText() === "import.meta.url" && ts.isStringLiteral(file) && /^\.{1,2}\/.*\.[jt]s$/.test(file.text))
        add(file.text, false, {byAddress: true});
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/**
 * Everything that a file reaches by imports of imports, itself left out: paths from the project root, and names of packages.
 *
 * @param options types: follow imports of types too; atOnce: only what is loaded with the file, and nothing later
 * @returns each with the chain of files that leads to it
 */
export function reachOf(path: string, {types = false, atOnce = false} = {}): Map<string, string[]> {
  const reached = new Map<string, string[]>();
  const open: {path: string; chain: string[]}[] = [{path, chain: [path]}];
  for (let next = open.pop(); next; next = open.pop()) {
    for (const {target, local, typeOnly, later} of importsOf(next.path)) {
      if ((typeOnly && !types) || (later && atOnce) || reached.has(target) || target === path) continue;
      const chain = [...next.chain, target];
      reached.set(target, chain);
      if (local && /\.[jt]s$/.test(target) && existsSync(target)) open.push({path: target, chain});
    }
  }
  return reached;
}

/** A cycle of imports among the files, those of types included, as a readable chain; or null. */
export function findCycle(paths: readonly string[]): string | null {
  const state = new Map<string, "open" | "done">();
  const visit = (path: string, trail: string[]): string | null => {
    if (state.get(path) === "done") return null;
    if (state.get(path) === "open") return [...trail.slice(trail.indexOf(path)), path].join(" → ");
    state.set(path, "open");
    for (const {target, local, byAddress} of importsOf(path)) {
      const cycle = local && !byAddress && paths.includes(target) ? visit(target, [...trail, path]) : null;
      if (cycle) return cycle;
    }
    state.set(path, "done");
    return null;
  };
  for (const path of paths) {
    const cycle = visit(path, []);
    if (cycle) return cycle;
  }
  return null;
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.isTypeOnly) return true;
  const named = clause.namedBindings;
  return (
    !clause.name &&
    named !== undefined &&
    ts.isNamedImports(named) &&
    named.elements.length > 0 &&
    named.elements.every((d) => d.isTypeOnly)
  );
}

function resolveImport(from: string, specifier: string): Pick<Import, "target" | "place" | "local"> {
  if (!specifier.startsWith(".") && !specifier.startsWith("/")) return {target: specifier, place: specifier, local: false};
  const path = specifier.startsWith("/") ? join("src", specifier) : normalize(join(dirname(from), specifier));
  // src/lib is a link to lib; a worker in JavaScript stands beside TypeScript
  const target = path.replace(/^src\/lib\//, "lib/");
  return {target: existsSync(target) ? target : target.replace(/\.js$/, ".ts"), place: path, local: true};
}
