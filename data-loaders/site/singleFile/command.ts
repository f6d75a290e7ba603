import {readFile, stat} from "node:fs/promises";
import {relative, resolve, sep} from "node:path";
import {check} from "../../../lib/check.js";
import {formatBytes} from "../../../lib/format.js";
import {realPlace, writeWhole} from "../../flow/files.js";
import {sha256} from "../../flow/hash.js";
import {parseOptions} from "../../parseOptions.js";
import {readSettings, readSiteUrl} from "../../settings.js";
import {checkBuilt} from "../serve.js";
import {mendSite} from "../publishSite.js";
import {BOOK_BEGINS, checkSize, packBook} from "./packBook.js";

const PACK_HELP = `churnbook pack [options]

Writes the book that was built last as one HTML file, which opens from disk without a network or a server: it scores, checks
itself, and keeps what readers choose in its address. Every build makes one too, book.html beside the pages.
The same site gives the same bytes. Left out are the database of SQL and the models for other engines.

  -o, --out <file>     where to; default: book.html. A file that stands there is replaced only if it is such a book
  --pages <names>      the pages to take, with commas: --pages report,predict,decide; default: all of them
  --site <address>     where the whole site is, for what is left out and for links that readers copy, such as
                       https://your.site/churn/; default: CHURN_SITE_URL
`;

/** `churnbook pack ...`. @param args what follows "pack" */
export async function packCommand(args: readonly string[]): Promise<void> {
  const {values} = parseOptions("churnbook pack", {
    args: [...args],
    options: {
      out: {type: "string", short: "o"},
      pages: {type: "string"},
      site: {type: "string"},
      help: {type: "boolean", short: "h"}
    }
  });
  if (values.help) return void process.stdout.write(PACK_HELP);
  const {root, output, siteUrl} = readSettings();
  const from = values.site === undefined ? (siteUrl ?? null) : readSiteUrl(values.site, "--site");
  const pages = values.pages?.split(",").flatMap((name) => name.trim() || []);
  const site = await realPlace(output);
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
