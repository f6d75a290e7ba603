import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {openReader, type Reader} from "../support/browser.js";

let reader: Reader;
beforeAll(async () => {
  reader = await openReader();
});
afterAll(() => reader?.close());

describe("on paper", () => {
  test.each([
    ["/predict?threshold=0.2", 3],
    ["/decide", 8],
    ["/about", 7]
  ])("%s takes no more than %i sheets of A4", async (path, most) => {
    const {page, errors, close} = await reader.open(path);
    const pdf = await page.pdf({format: "A4", preferCSSPageSize: true});
    const sheets = pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
    expect(sheets).toBeGreaterThan(1);
    expect(sheets).toBeLessThanOrEqual(most);
    expect(errors).toEqual([]);
    await close();
  });

  test("printing leaves the address as it is, and opens everything but what is not printed", async () => {
    const {page, close} = await reader.open("/predict");
    const before = page.url();
    await page.clock.install();
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    expect(await page.locator("main details:not([open], .no-print)").count()).toBe(0);
    await page.clock.runFor(5000); // the address follows a state when it has come to rest
    expect(page.url()).toBe(before);
    await close();
  });
});
