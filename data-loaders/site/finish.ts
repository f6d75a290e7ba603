import {readdir, readFile, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {complain, someOf} from "../../lib/check.js";
import {escapeHtml} from "./html.js";

/** What pages need to know of the book. */
export interface PageWords {
  /** stands in for a page's own description */
  description: string;
}

/**
 * Makes Framework's output ready to be published: declares the language, lets readers zoom, describes each page, removes
 * what knows the clock, and leaves out the READMEs of lib, which is linked among the pages.
 *
 * @param folder Framework's output
 * @throws if a page holds an error that Framework's build swallowed, naming page and error
 */
export async function finishSite(folder: string, words: PageWords): Promise<void> {
  await rm(join(folder, "lib"), {recursive: true, force: true});
  const names = await readdir(folder, {recursive: true});
  const pages = names.filter((name) => name.endsWith(".html"));
  const errors: string[] = [];
  for (const name of pages) {
    const html = finishPage(await readFile(join(folder, name), "utf-8"), words);
    // oxlint-disable-next-line churnbook/no-rows-as-arguments -- errors of one page: few
    errors.push(...findErrors(html).map((error) => `${name}: ${error}`));
    await writeFile(join(folder, name), html);
  }
  if (errors.length > 0) throw complain({where: "build", rule: "every page must compile", got: someOf(errors, 20)});
  for (const name of names.filter((d) => /(^|[\\/])_import[\\/].*\.js$/.test(d))) {
    const path = join(folder, name);
    await writeFile(path, withoutClock(await readFile(path, "utf-8")));
  }
  await writeFile(join(folder, ".nojekyll"), "");
  if (!pages.includes("404.html")) await writeFile(join(folder, "404.html"), NOT_FOUND);
}

/** One page's HTML, ready to be published. */
export function finishPage(html: string, {description}: PageWords): string {
  const described = /<meta name="description"/.test(html);
  const more = described ? "" : `\n<meta name="description" content="${escapeHtml(description)}">`;
  return fromItsBase(withoutClock(html))
    .replace(/^<!DOCTYPE html>\s*<html>/i, '<!DOCTYPE html>\n<html lang="en">')
    .replace(
      /(<meta name="viewport" content="width=device-width, initial-scale=1), maximum-scale=1(">)/,
      (_match, head: string, end: string) => head + end + more // a function: in a text "$1" would mean something
    )
    .replace(
      /(<meta\b[^>"]*"[^"]*"[^>"]*\bcontent=")([^"]*)"/g,
      (_match, head: string, content: string) => `${head}${escapeAngles(content)}"`
    );
}

/** The errors that Framework prints into a page instead of failing. */
export function findErrors(html: string): string[] {
  return [...html.matchAll(/observablehq--error[^>]*>([^<]*)/g)].map(([, message]) => message.trim());
}

/**
 * The page for wrong addresses is shown at any depth. Framework sets a base in it, by which its links within the page
 * would leave the page; so its addresses are made whole, and the base goes.
 */
function fromItsBase(html: string): string {
  const [tag, base] = /<base href="([^"]*)">\n?/.exec(html) ?? [];
  return tag ? html.replace(tag, "").replace(/(["'])\.\//g, (_match, quote: string) => quote + base) : html;
}

/** Framework notes when each file was written; the same run must give the same bytes. */
function withoutClock(text: string): string {
  return text.replace(/,\s*"lastModified":\s*[\d.]+/g, "");
}

/** Framework writes the frame of a page anew and leaves these as they are in attributes, where a careless reader takes them for tags. */
function escapeAngles(text: string): string {
  return text.replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

const NOT_FOUND = `<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Page not found</title>
<h1>Page not found</h1>
<p>There is no page at this address. <a href="./">Start at the report.</a></p>
</html>
`;
