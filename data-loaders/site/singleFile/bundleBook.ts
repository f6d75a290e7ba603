import type {Plugin} from "esbuild";
import {extname, join, resolve} from "node:path";
import {build} from "esbuild";
import {check} from "../../../lib/check.js";

/** Where the code stands that a book in one file has in place of a host's. */
const SOURCES = "src/singleFile";
const ENDING = extname(import.meta.url); // compiled as this file is, or as little
/** Framework's names for packages of the network, which no page of ours loads, and for its own parts that need them. */
const NEVER = /_npm\/|\.\/stdlib\/[\w-]+\.js$/;
const SHARED = {bundle: true, write: false, minify: true, format: "iife", target: "es2022", charset: "utf8", logLevel: "silent"} as const;

/** The script that puts the right page into the document. @param root the project's folder */
export async function bundleBoot(root: string): Promise<string> {
  const {outputFiles} = await build({...SHARED, entryPoints: [join(root, SOURCES, `boot${ENDING}`)]});
  return safeInline(outputFiles[0].text);
}

/**
 * The code of all pages as one script: each page's runs when it is asked for, and what they share is there once.
 *
 * @param codes the pages' modules by their names; "absent" is the one of all other names
 * @param places of the project, and of the built site whose files the modules import
 */
export async function bundlePages(codes: ReadonlyMap<string, string>, {root, site}: {root: string; site: string}): Promise<string> {
  const pages = [...codes.keys()].map((name) => `${JSON.stringify(name)}: () => import("page:${name}")`).join(", ");
  const {outputFiles} = await build({
    ...SHARED,
    absWorkingDir: resolve(site),
    stdin: {
      contents: `const pages = {__proto__: null, ${pages}};\n(pages[globalThis.churnbookFile.page] ?? pages.absent)();`,
      resolveDir: resolve(site)
    },
    plugins: [pageModules(codes, site), substitutes(join(root, SOURCES))]
  });
  return safeInline(outputFiles[0].text);
}

function pageModules(codes: ReadonlyMap<string, string>, site: string): Plugin {
  return {
    name: "pages",
    setup({onResolve, onLoad}) {
      onResolve({filter: /^page:/}, ({path}) => ({path: path.slice("page:".length), namespace: "page"}));
      onLoad({filter: /^/, namespace: "page"}, ({path}) => ({contents: codes.get(path), resolveDir: resolve(site)}));
    }
  };
}

/** Files come out of the document, the database is left out, and what Framework would load from the network is never asked for. */
function substitutes(sources: string): Plugin {
  return {
    name: "substitutes",
    setup({onResolve, onLoad}) {
      onResolve({filter: /\/stdlib\.\w+\.js$/}, ({path, resolveDir, namespace}) =>
        namespace === "stdlib" ? {path} : {path: join(resolveDir, path), namespace: "stdlib"}
      );
      onLoad({filter: /^/, namespace: "stdlib"}, ({path}) => ({
        contents: `export * from ${JSON.stringify(path)};\nexport {FileAttachment, registerFile} from ${JSON.stringify(join(sources, `stdlib${ENDING}`))};`,
        resolveDir: sources
      }));
      onResolve({filter: /_import\/components\/sql\/sqlBox\.\w+\.js$/}, () => ({path: join(sources, `sqlBox${ENDING}`)}));
      onResolve({filter: NEVER}, ({path}) => ({path, namespace: "never"}));
      onLoad({filter: /^/, namespace: "never"}, ({path}) => ({
        contents: `throw new Error(${JSON.stringify(`${path} is not in this file`)});`
      }));
    }
  };
}

/**
 * Code as it may stand in a page. What begins a comment to a browser, which would hide the end of the script, stands in texts and patterns
 * alone, as esbuild parts it elsewhere: there it is spelled so that it says the same and begins none.
 *
 * @throws if a browser would take a part of the code for the end of the script
 */
function safeInline(code: string): string {
  const text = code.trim().replaceAll("<!--", "\\x3C!--");
  const found = /<\/script/i.exec(text);
  check(!found, {where: "pack", rule: "code in a page must not hold what ends it", got: JSON.stringify(found?.[0])});
  return text;
}
