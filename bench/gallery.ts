import {join, resolve} from "node:path";
import {parseArgs} from "node:util";
import {chromium} from "playwright";
import {buildGalleryBook} from "../test/support/buildGallery.js";
import {formatHash} from "../src/singleFile/hash.js";
import {findBrowser} from "../test/support/findBrowser.js";
import {galleryTables} from "../test/support/galleryTables.js";

/** What docs/ shows: a page of a book, from its file on disk. */
const PICTURES = [
  {name: "saas", page: "report"},
  {name: "netz", page: "predict"},
  {name: "levels", page: "eda"}
];
const SIZE = {width: 1280, height: 960};

const {values, positionals} = parseArgs({allowPositionals: true, options: {pictures: {type: "boolean", default: false}}});
const into = resolve(positionals[0] ?? "gallery");
for (const table of galleryTables) {
  if (values.pictures && !PICTURES.some(({name}) => name === table.name)) continue;
  const site = await buildGalleryBook(table, into);
  process.stdout.write(`${table.name}: npx churnbook serve ${site}\n`);
}
if (values.pictures) await takePictures();

/** Shows each page as a reader first sees it. */
async function takePictures(): Promise<void> {
  const browser = await chromium.launch({executablePath: findBrowser("whole"), args: ["--no-sandbox"]});
  for (const {name, page: pageName} of PICTURES) {
    const page = await browser.newPage({viewport: SIZE, reducedMotion: "reduce"});
    await page.goto(`file://${join(into, `${name}-site`, "book.html")}${formatHash({page: pageName})}`);
    await page.waitForSelector("html[data-ready=true]", {state: "attached"});
    await page.waitForTimeout(1000); // charts are drawn in frames of their own
    await page.screenshot({path: `docs/gallery-${name}.png`});
  }
  await browser.close();
}
