import {realpathSync} from "node:fs";
import ts from "typescript";

/** A look-up by a name that somebody else chose, in an object that has names of its own. */
export interface ForeignName {
  path: string;
  /** from 1 */
  line: number;
  how: "read" | "write" | "in";
}

/** A line that does so all the same has the reason behind it. */
const ALLOWED = /\/\/ foreign name: \w/;

/**
 * No plain object is a dictionary of names that somebody else chose: `byName[name]` finds "constructor" in every object,
 * `byName[name] = x` loses "__proto__". Reading goes by `findNamed` and `getNamed` (lib/named.ts), writing by
 * `Object.fromEntries`, `{...byName, [name]: x}` or a Map. Names that the code itself lists are free: a union of them, or `Listed`.
 *
 * @param paths of TypeScript files, read by the project's tsconfig.json; the project is the working directory
 */
export function findForeignNames(paths: readonly string[]): ForeignName[] {
  const {options} = ts.parseJsonConfigFileContent(ts.readConfigFile("tsconfig.json", ts.sys.readFile).config, ts.sys, ".");
  const program = ts.createProgram({rootNames: paths, options: {...options, incremental: false}, host: hostWithoutLinks(options)});
  const checker = program.getTypeChecker();
  return paths.flatMap((path) => {
    const source = program.getSourceFile(path);
    if (source === undefined) throw new Error(`findForeignNames: a path must be a file of the project; got ${path}.`);
    return [...findIn(source, checker)];
  });
}

/** Reads a file once that is imported by a link too: `src/lib` is `lib`. */
function hostWithoutLinks(options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  const cache = ts.createModuleResolutionCache(process.cwd(), (name) => name, options);
  host.resolveModuleNameLiterals = (...[literals, containingFile, redirected, , source]) =>
    literals.map((literal) => {
      const mode = ts.getModeForUsageLocation(source, literal, options);
      const found = ts.resolveModuleName(literal.text, containingFile, options, host, cache, redirected, mode);
      const module = found.resolvedModule;
      return module === undefined ? found : {resolvedModule: {...module, resolvedFileName: realpathSync(module.resolvedFileName)}};
    });
  return host;
}

function* findIn(source: ts.SourceFile, checker: ts.TypeChecker): Generator<ForeignName> {
  const lines = source.text.split("\n");
  const visit = function* (node: ts.Node): Generator<ForeignName> {
    const how = howForeign(node, checker);
    if (how !== null) {
      const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line;
      if (!ALLOWED.test(lines[line])) yield {path: source.fileName, line: line + 1, how};
    }
    for (const child of childrenOf(node)) yield* visit(child);
  };
  yield* visit(source);
}

function childrenOf(node: ts.Node): ts.Node[] {
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  return children;
}

function howForeign(node: ts.Node, checker: ts.TypeChecker): ForeignName["how"] | null {
  const typeOf = (d: ts.Node): ts.Type => checker.getTypeAtLocation(d);
  if (ts.isElementAccessExpression(node)) {
    if (isListed(typeOf(node.argumentExpression)) || !isDictionary(typeOf(node.expression))) return null;
    return isWritten(node) ? "write" : "read";
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.InKeyword)
    return !isListed(typeOf(node.left)) && isDictionary(typeOf(node.right)) ? "in" : null;
  if (ts.isCallExpression(node) && node.expression.getText() === "Object.assign")
    return node.arguments.slice(1).some((d) => isDictionary(typeOf(d))) ? "write" : null;
  return null;
}

function isWritten(node: ts.ElementAccessExpression): boolean {
  const {parent} = node;
  const isAssigned = ts.isBinaryExpression(parent) && parent.left === node && isAssignment(parent.operatorToken.kind);
  const isStepped = ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent);
  return isAssigned || (isStepped && [ts.SyntaxKind.PlusPlusToken, ts.SyntaxKind.MinusMinusToken].includes(parent.operator));
}

function isAssignment(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** An object whose names are not known, but for classes and those that say that theirs are. */
function isDictionary(type: ts.Type): boolean {
  const parts = type.isUnionOrIntersection() ? type.types : [type];
  return parts.some((part) => part.getStringIndexType() !== undefined && !part.isClass() && part.symbol?.name !== "Listed");
}

/** Names and places that the code itself lists. */
function isListed(type: ts.Type): boolean {
  const parts = type.isUnion() ? type.types : [type];
  return parts.every((part) => part.flags & (ts.TypeFlags.StringLiteral | ts.TypeFlags.NumberLike | ts.TypeFlags.ESSymbolLike));
}
