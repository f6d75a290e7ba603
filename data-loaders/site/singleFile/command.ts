import type {Command} from "../../command.js";
import {readFile, stat} from "node:fs/promises";
import {relative, resolve, sep} from "node:path";
import {check} from "../../../lib/check.js";
import {formatBytes} from "../../../lib/format.js";
import {realPlace, writeWhole} from "../../flow/files.js";
import {sha256} from "../../flow/hash.js";
import {parseCommand} from "../../command.js";
import {readSettings, readSiteUrl} from "../../settings.js";
import {checkBuilt} from "../serve.js";
import {mendSite} from "../publishSite.js";
import {BOOK_BEGINS, checkSize, packBook} from "./packBook.js";

const OPTIONS = {
  out: {
    type: "string",
    short: "o",
    value: "<file>",
    help: "where to; default: book.html. A file that stands there is replaced only if it is such a book"
  },
  pages: {type: "string", value: "<names>", help: "the pages to take, with commas: --pages report,predict,decide; default: all of them"},
  site: {
    type: "string",
    value: "<address>",
    help: `where the whole site is, for what is left out and for links that readers copy, such as https://your.site/churn/; default:
      CHURN_SITE_URL`
  }
} as const;

const PACK: Command<typeof OPTIONS> = {
  usage: "churnbook pack [folder]",
  about: `Writes a built site, in the folder or else in dist, as one HTML file, which opens from disk without a network or a server: it
    scores, checks itself, and keeps what readers choose in its address. Every build makes one too, book.html beside the pages. The same
    site gives the same bytes. Left out are the database of SQL and the models for other engines.`,
  options: OPTIONS,
  takes: {least: 0, most: 1, what: "one folder"},
  examples: ["churnbook pack", "churnbook pack --pages report,predict --out answer.html"]
};

/** `churnbook pack ...`. @param args what follows "pack" */
export async function packCommand(args: readonly string[]): Promise<void> {
  const asked = parseCommand(PACK, args);
  if (asked === null) return;
  const {
    values,
    positionals: [folder]
  } = asked;
  const {root, output, siteUrl} = readSettings();
  const from = values.site === undefined ? (siteUrl ?? null) : readSiteUrl(values.site, "--site");
  const pages = values.pages?.split(",").flatMap((name) => name.trim() || []);
  const site = await realPlace(folder === undefined ? output : resolve(folder));
  await mendSite(site);
  checkBuilt(site);
  const target = resolve(values.out ?? "book.html");
  await checkMayWrite(target, site);
  const book = await packBook(site, {root, from, pages});
  checkSize(book);
  await writeWhole(target, book.html);
  process.stdout.write(`The book is one file, ${formatBytes(book.size)}: ${target}\nIts SHA-256 is ${sha256(book.html)}.\n`);
}

/** Nothing of anybody's is written over, and nothing of ours is put where the next build would stop at it. */
async function checkMayWrite(target: string, site: string): Promise<void> {
  const within = relative(site, await realPlace(target));
  check(within === ".." || within.startsWith(`..${sep}`), {
    where: "--out",
    rule: "the file must stand outside the built site, whose files are the build's own",
    got: target,
    remedy: "Name another folder."
  });
  const found = await stat(target).catch(() => null);
  if (found === null) return;
  const isOurs = found.isFile() && (await readFile(target, "utf-8")).startsWith(BOOK_BEGINS);
  check(isOurs, {
    where: "--out",
    rule: "only a book in one file may be replaced",
    got: target,
    remedy: "Name another file, or move this one away."
  });
}
