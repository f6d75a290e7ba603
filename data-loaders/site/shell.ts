import {readFileSync} from "node:fs";
import {join} from "node:path";
import type {DatasetBook} from "../../lib/book/dataset.js";
import type {ModelsBook} from "../../lib/book/models.js";
import {check} from "../../lib/check.js";
import {readSettings} from "../settings.js";
import type {FrameOptions} from "./frame.js";
import {frameFooter, frameHead, frameHeader} from "./frame.js";
import {sitePages} from "./pages.js";

export {fontPaths} from "./frame.js";

/** What Framework tells the functions that draw a page's frame. */
export interface PageFrame {
  /** the page's path, such as `/predict` or `/index` */
  path: string;
}

/** Framework's `head`, with the artefacts of the last good run. */
export function head({path}: PageFrame): string {
  return frameHead(readOptions(), path);
}

/** Framework's `header`. */
export function header({path}: PageFrame): string {
  return frameHeader(readOptions(), path);
}

/** Framework's `footer`. */
export function footer(): string {
  return frameFooter(readOptions());
}

/** At once and whole: Framework asks for frames synchronously, and again when a new run is done. */
function readOptions(): FrameOptions {
  const {home, root} = readSettings();
  const {bookHash, files} = readJson<{bookHash: string; files: Record<string, string>}>(join(home, "current.json"));
  const artefact = <T>(name: string): T => {
    check(files[name], {where: home, rule: `the book must hold ${name}`, got: Object.keys(files).join(", ")});
    return readJson<T>(join(home, files[name]));
  };
  const {champion, finalists} = artefact<ModelsBook>("models.json");
  const crowned = finalists.find(({name}) => name === champion);
  return {
    dataset: artefact<DatasetBook>("dataset.json"),
    bookHash,
    champion: crowned?.title ?? champion,
    championHash: crowned?.model.sha256 ?? "",
    pages: sitePages(join(root, "src"))
  };
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, "utf-8")) as T;
}
