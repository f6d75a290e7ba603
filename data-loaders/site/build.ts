import type {DatasetBook} from "../../lib/book/dataset.js";
import type {HistoryIndex} from "../../lib/book/history.js";
import type {Release} from "../flow/lock.js";
import type {Settings} from "../settings.js";
import type {DrawCards} from "../jobs/drawCards.js";
import type {ReadyFramework} from "./framework.js";
import type {Picture} from "./preview.js";
import {readdir, rm, mkdir, readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {check} from "../../lib/check.js";
import {publishExports, publishTypes} from "./publish.js";
import {openBook} from "../flow/book.js";
import {recordBuild} from "../history/recordBuild.js";
import {namesIn} from "../flow/files.js";
import {takeLock} from "../flow/lock.js";
import {createWorkerPool} from "../flow/workerPool.js";
import {answerLoaders} from "./answerLoaders.js";
import {addBook} from "./singleFile/addBook.js";
import {bundleModules} from "./bundle.js";
import {finishSite} from "./finish.js";
import {frameworkFolder, startFramework} from "./framework.js";
import {prepareHosting} from "./hosting.js";
import {withScratch} from "../flow/scratch.js";
import {findSitePlace} from "../places.js";
import {mendSite, publishSite, useOf} from "./publishSite.js";
import {addPreviews} from "./preview.js";
import {isSiteWhole, keyOfSite, sealSite} from "./siteSeal.js";
import {publishLicences} from "./licences.js";
import {stageCache, stagePages} from "./stage.js";

const DRAW_CARDS = new URL("../jobs/drawCards.ts", import.meta.url).href;

/**
 * Builds the site from the last good artefacts into a folder beside the output, checks and finishes it, and then puts it
 * in the output's place, so that readers of the output see the old site or the new one. Where the output holds the site of
 * the very same inputs, nothing is done.
 *
 * @param ready Framework, if it was prepared; else it is started
 * @returns whether the site was built
 * @throws if the output is not ours to write, or a page does not compile, naming it
 */
export async function buildSite(settings: Settings, ready: ReadyFramework | null = null): Promise<boolean> {
  const {home} = settings;
  const {target, room} = await findSitePlace(settings);
  const release = await lockPages(home);
  try {
    await mendSite(target);
    const key = await keyOfSite(settings);
    if (await isSiteWhole(home, target, key)) return false;
    await preparePages(settings);
    await withScratch(room, useOf(target), async (scratch) => {
      const fresh = join(scratch, "site");
      await makeSite(settings, {fresh, target, ready});
      await publishSite(fresh, target, scratch);
    });
    await sealSite(home, target, key);
    return true;
  } finally {
    await release();
  }
}

/**
 * Lays out the pages and starts Framework, so that it is ready by the time that there is something to build.
 *
 * @returns null where that fails: it will fail again, with its message, when the site is built
 */
export async function prepareFramework(settings: Settings): Promise<ReadyFramework | null> {
  try {
    const release = await lockPages(settings.home);
    await stagePages(settings.root, settings.home).finally(release);
    return startFramework(settings);
  } catch {
    return null;
  }
}

function lockPages(home: string): Promise<Release> {
  return takeLock(join(home, "pages/lock"), {what: "the site's cache", waitMs: 120_000});
}

interface Makings {
  fresh: string;
  target: string;
  ready: ReadyFramework | null;
}

async function makeSite(settings: Settings, {fresh, target, ready}: Makings): Promise<void> {
  const book = await openBook(settings.home);
  await answerLoaders(settings, book);
  await (ready ?? startFramework(settings)).build(fresh);
  const {definition} = await book.readJson<DatasetBook>("dataset.json");
  await finishSite(fresh, {description: `${definition.title}: ${definition.description}`});
  const drawn = drawPictures(settings.root, await addPreviews(book, fresh, settings));
  const modules = await bundleModules(fresh);
  await publishLicences(settings.root, fresh, {modules});
  await publishExports(book, fresh);
  await publishTypes(book, fresh);
  await recordBuild(book, fresh, {history: settings.history, target, warn: (sentence) => process.stderr.write(`${sentence}\n`)});
  await fitHistory(fresh);
  await prepareHosting(fresh);
  await addBook(fresh, settings);
  await mkdir(join(fresh, "og"));
  for (const [path, png] of await drawn) await writeFile(join(fresh, path), png);
}

/** Draws what pages name for their links, beside what else is to be done. @returns PNG files by their paths */
function drawPictures(root: string, pictures: readonly Picture[]): Promise<[path: string, png: Uint8Array][]> {
  const pool = createWorkerPool(1);
  const job: DrawCards = {root, cards: pictures.map(({card}) => card)};
  const drawn = pool
    .run<Uint8Array[]>({module: DRAW_CARDS, payload: job})
    .finally(() => pool.close())
    .then((files) => files.map((png, i): [string, Uint8Array] => [pictures[i].path, png]));
  drawn.catch(() => {}); // told when it is waited for
  return drawn;
}

/** Room that /history keeps for a comparison, and for the words that there is nothing to compare with. */
const [FOR_TWO, FOR_ONE] = ["--reserve: 27rem; --room: 27rem", "--reserve: 9rem; --room: 9rem"];

/** Whether a site remembers two builds is known when its history is written: the page of a first build keeps no room for a comparison. */
async function fitHistory(site: string): Promise<void> {
  const {builds} = JSON.parse(await readFile(join(site, "api/history/index.json"), "utf8")) as HistoryIndex;
  if (builds.length > 1) return;
  const page = join(site, "history.html");
  const html = await readFile(page, "utf8");
  check(html.includes(FOR_TWO), {where: "build", rule: "/history must keep its room as the site's build knows it", got: "another page"});
  await writeFile(page, html.replace(FOR_TWO, FOR_ONE));
}

/** Lays out the pages, and leaves of what Framework keeps only what is right whatever changed. */
export async function preparePages({root, home}: Pick<Settings, "root" | "home">): Promise<void> {
  await stagePages(root, home);
  await clearLoaderCache(home);
  await fixVersions(root, home);
}

/**
 * Framework takes a loader's old output while it is there, whatever changed. What it made of npm packages (folders that
 * begin with an underscore) is slow to make and stays right.
 */
async function clearLoaderCache(home: string): Promise<void> {
  const cache = stageCache(home);
  const names = await namesIn(cache);
  for (const name of names.filter((d) => !d.startsWith("_"))) await rm(join(cache, name), {recursive: true, force: true});
}

/** A version that no package has, so that a page which asks for a package of the network fails to build. */
const NOWHERE = "0.0.0";

/**
 * Framework's own browser code names packages that only some pages would load from a network (maps, spreadsheets, ...), and
 * Framework asks the registry for their latest versions, to write addresses that no page of ours ever opens. This answers
 * in the registry's place: builds need no network, and next month's give the same bytes.
 *
 * @param root the project's folder
 */
export async function fixVersions(root: string, home: string): Promise<void> {
  const client = join(frameworkFolder(root), "dist/client");
  const versions = join(stageCache(home), "_npm");
  await rm(versions, {recursive: true, force: true});
  for (const name of await namesOfPackages(client)) await mkdir(join(versions, `${name}@${NOWHERE}`), {recursive: true});
}

async function namesOfPackages(folder: string): Promise<Set<string>> {
  const files = (await readdir(folder, {recursive: true})).filter((name) => name.endsWith(".js"));
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), "utf-8")));
  return new Set(texts.flatMap((text) => [...text.matchAll(/npm:((?:@[\w.-]+\/)?[\w.-]+)/g)].map(([, name]) => name)));
}
