import {afterAll, beforeAll, expect, test} from "vitest";
import {openReader, type Reader} from "../support/browser.js";
import {pagePaths} from "../support/pages.js";

/**
 * A quantity that several pages state: how it is said, and what else stands in such words. A figure may have fewer digits on one page
 * than on another; rounded to the fewer, they are one.
 */
interface Quantity {
  what: string;
  /** one group: the number */
  said: RegExp;
  /** how many pages say it at the least: or else the words have changed, and nothing is compared */
  pages: number;
}

const quantities: readonly Quantity[] = [
  {what: "rows of the table", said: /\b(\d{2},\d{3}) rows from\b|speaks of (\d{2},\d{3}) rows/g, pages: 1},
  {what: "labelled users", said: /\b(\d{2},\d{3}) labelled|\b(\d{2},\d{3}) of them with a label/g, pages: 2},
  {what: "churn rate", said: /(\d+\.\d)% churned(?= *$)|of all labelled \w+: (\d+\.\d)%|, and (\d+\.\d)% churned\./gm, pages: 2},
  {what: "trials of the search", said: /Experiments · (\d+) trials|(\d+) trials were run/g, pages: 2},
  {
    what: "ROC AUC of the Champion on test users",
    said: /pairs: a ROC AUC of (0\.\d{3}) \(95%|The Champion: (0\.\d{3})\.\s*$|^ROC AUC\t(0\.\d{3}) \(95%/gm,
    pages: 2
  },
  {what: "log loss of the Champion over folds", said: /log loss over \d+ folds is (0\.\d{4})|best log loss is (0\.\d{4})/gi, pages: 1},
  {what: "whom to contact", said: /top (\d+\.\d)%(?= ·|: that|,|\n|$)/g, pages: 2},
  {what: "what those contacted hold", said: /finds (\d+)% of those who leave|hold (\d+)% of (?:all|the) churners/g, pages: 2},
  {what: "a contact must save", said: /saves at least (\d+\.\d)%|^(\d+\.\d)%\nof the leavers reached/gm, pages: 1}
];

let reader: Reader;
const texts = new Map<string, string>();
beforeAll(async () => {
  reader = await openReader();
  for (const path of pagePaths) {
    const {page, close} = await reader.open(path);
    await page.evaluate(() => {
      for (const part of document.querySelectorAll<HTMLDetailsElement>("main details")) part.open = true;
    });
    await page.waitForFunction(() => [...document.querySelectorAll(".chart[data-pending]")].every((chart) => !chart.checkVisibility()));
    texts.set(path, await page.locator("body").innerText());
    await close();
  }
});
afterAll(() => reader?.close());

test.each(quantities)("$what: one number on every page that says it", ({said, pages}) => {
  const found = [...texts].flatMap(([path, text]) =>
    [...text.matchAll(said)].map((match) => ({path, value: match.slice(1).find((d) => d !== undefined) ?? ""}))
  );
  expect(new Set(found.map(({path}) => path)).size, JSON.stringify(found)).toBeGreaterThanOrEqual(pages);
  const digits = Math.min(...found.map(({value}) => value.split(".")[1]?.length ?? 0));
  const rounded = found.map(({value}) => Number(value.replaceAll(",", "")).toFixed(digits));
  expect(new Set(rounded).size, JSON.stringify(found)).toBe(1);
});

test("quotes and apostrophes are curly, and a percent sign stands at its number", () => {
  const straight = [...texts].flatMap(([path, text]) =>
    [...text.matchAll(/.{0,20}["']\p{L}.{0,20}|\d %(?! \w)/gu)].map(([found]) => `${path}: ${found}`)
  );
  expect(straight).toEqual([]);
});

test("the contact line of every head is the line that Decide recommends", () => {
  const lines = [...texts].map(([, text]) => /Line:\s*(.*)/.exec(text)?.[1]);
  expect(new Set(lines).size).toBe(1);
  const share = /top (\d+\.\d%)/.exec(lines[0] ?? "")?.[1] ?? "none";
  expect(texts.get("/decide")).toContain(share);
  expect(texts.get("/")).toContain(`The top ${share}`);
});
