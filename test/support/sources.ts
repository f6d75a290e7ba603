import {readdirSync, readFileSync} from "node:fs";
import {dirname, join, normalize} from "node:path/posix";
import ts from "typescript";

/** One import of a source file; `target` is a path from the project root, or the bare name of a package. */
export interface Import {
  target: string;
  local: boolean;
  typeOnly: boolean;
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

/** What a TypeScript file imports and re-exports, dynamic imports of literals included. */
export function importsOf(path: string): Import[] {
  const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
  const found: Import[] = [];
  const add = (specifier: string, typeOnly: boolean) => found.push({...resolveImport(path, specifier), typeOnly});
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      add(node.moduleSpecifier.text, isTypeOnly(node.importClause));
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
      add(node.moduleSpecifier.text, node.isTypeOnly);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword && ts.isStringLiteral(node.arguments[0])) {
      add(node.arguments[0].text, false);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
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

function resolveImport(from: string, specifier: string): {target: string; local: boolean} {
  if (!specifier.startsWith(".") && !specifier.startsWith("/")) return {target: specifier, local: false};
  const path = specifier.startsWith("/") ? join("src", specifier) : normalize(join(dirname(from), specifier));
  // src/lib and src/data are links to lib and data-loaders
  return {
    target: path
      .replace(/^src\/lib\//, "lib/")
      .replace(/^src\/data\//, "data-loaders/")
      .replace(/\.js$/, ".ts"),
    local: true
  };
}
