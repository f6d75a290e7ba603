import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {openReader, type Reader} from "../support/browser.js";

let reader: Reader;
beforeAll(async () => {
  reader = await openReader();
});
afterAll(() => reader?.close());

describe("/cohorts", () => {
  test("answers in words, and shows an input by what is found at the line that the address carries", async () => {
    const {page, errors, close} = await reader.open("/cohorts?input=device&measure=found&threshold=0.3");
    expect(await page.locator("h1").innerText()).toMatch(/Nothing stands out|It says too (little|much)/);
    expect(await page.getByTestId("weakest").innerText()).toMatch(/stands out|said/);
    expect(await page.getByLabel("Input").inputValue()).toBe("device");
    await page.getByText("Show the numbers").first().click();
    const rows = page.locator(".cohort-body table").first().locator("tbody tr");
    await rows.first().waitFor(); // the table is drawn once it is opened
    const cells = await rows.allInnerTexts();
    expect(cells.map((text) => text.split(/\s/)[0])).toEqual(["Android", "iPhone"]);
    expect(cells.join(" ")).not.toContain("few");
    await page.getByLabel("Contact from a score of").selectOption({index: 0});
    await expect.poll(() => page.evaluate(() => new URLSearchParams(location.search).get("threshold"))).not.toBe("0.3");
    expect(errors).toEqual([]);
    await close();
  });

  test("maps two inputs either way round", async () => {
    const {page, close} = await reader.open("/cohorts?first=driving_days&second=driving_days");
    const title = page.locator(".figure-title").nth(1);
    const before = await title.innerText();
    expect(await page.getByLabel("Across").inputValue()).toBe("activity_days");
    await page.getByLabel("Down").selectOption("activity_days");
    await page.getByLabel("Across").selectOption("driving_days");
    expect(before).toMatch(/cells (have|has) a gap/);
    expect((await title.innerText()).split(",")[0]).toBe(before.split(",")[0]);
    await close();
  });
});
