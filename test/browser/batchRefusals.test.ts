import {afterAll, beforeAll, describe, expect, inject, test} from "vitest";
import {choose, counts, readShipped, type Shipped, toCsv} from "../support/batchPage.js";
import {openReader, type Reader} from "../support/browser.js";

const {folder} = inject("site");
let reader: Reader;
let {names, users, cells} = {} as Shipped;
beforeAll(async () => {
  reader = await openReader();
  ({names, users, cells} = readShipped(folder));
});
afterAll(() => reader?.close());

describe("/batch refuses what it cannot score", () => {
  test("refuses a missing column with what is needed, and takes one that is chosen by hand", async () => {
    const {page, close} = await reader.open("/batch");
    const [first, ...others] = names;
    await choose(page, toCsv(["something", ...others], users(220).map(cells)), "main [role=alert]");
    const message = await page.locator(".state.error").innerText();
    expect(message).toContain(`score users.csv: the file must have every input of the model (${first}, `);
    expect(message).toContain(`got none named ${first}; it has something, `);
    const submit = page.getByRole("button", {name: "Score with these columns"});
    await submit.click();
    expect(await page.locator(".bt-told").innerText()).toContain(`got none named ${first}`);
    await page.locator(`select[name="column-${first}"]`).selectOption({label: others[0]});
    await submit.click();
    expect(await page.locator(".bt-told").innerText()).toContain("each input must have a column of its own");
    await page.locator(`select[name="column-${first}"]`).selectOption({label: "something"});
    await submit.press("Enter");
    await page.getByTestId("drift").waitFor();
    expect(await counts(page)).toEqual(["220", "0"]);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("H2");
    await close();
  });

  test.each([
    ["an empty file", "", /score users\.csv: the file must not be empty; got 0 bytes\./],
    ["a header alone", "<inputs>\n", /there must be a row under the header; got none\./],
    [
      "binary rubbish",
      Buffer.from(Array.from({length: 5000}, (_, i) => (i * 7919) % 256)),
      /a CSV file must be text, .*; got bytes that are none of these\. Save it as CSV UTF-8/
    ],
    [
      "a spreadsheet",
      Buffer.from("PK\u0003\u0004rest"),
      /got a spreadsheet or a zip file\. Save the sheet as CSV UTF-8; npx churnbook score .* takes an Excel workbook/
    ],
    ["damaged Parquet", Buffer.from("PAR1 and then nothing of use PAR1"), /the file must be whole Parquet/],
    ["a column twice", "a,A\n1,2\n", /each column must have a name of its own/],
    [
      "a file that was scored",
      "churn_probability,a\n1,2\n",
      /the file must not have the new columns already; got churn_probability\. Drop or rename them\./
    ]
  ])("refuses %s in the voice of errors", async (_what, content, message) => {
    const {page, errors, close} = await reader.open("/batch");
    const file = typeof content === "string" ? content.replace("<inputs>", names.join(",")) : content;
    await choose(page, file, ".state.error");
    expect(await page.locator(".state.error").innerText()).toMatch(message);
    expect(errors).toEqual([]);
    await close();
  });

  test("refuses a file that is too large for a tab, with the way to score it", async () => {
    const {page, close} = await reader.open("/batch");
    await page.evaluate(() => {
      const file = new File(["x"], "large.csv");
      Object.defineProperty(file, "size", {value: 300e6});
      const event = new Event("drop", {bubbles: true, cancelable: true});
      Object.assign(event, {dataTransfer: {types: ["Files"], files: [file]}});
      document.body.dispatchEvent(event);
    });
    expect(await page.locator(".state.error").innerText()).toContain(
      'got 300.0 MB. On a computer with this project, npx churnbook score "large.csv" takes any size.'
    );
    await close();
  });

  test("says of several files that were dropped which one is read", async () => {
    const {page, close} = await reader.open("/batch");
    await page.evaluate(() => {
      const files = new DataTransfer();
      for (const name of ["may.csv", "june.csv"]) files.items.add(new File(["x\n1\n"], name));
      document.body.dispatchEvent(new DragEvent("drop", {bubbles: true, cancelable: true, dataTransfer: files}));
    });
    await page.locator(".state.error").waitFor();
    expect(await page.locator(".bt-zone [role=status]").innerText()).toBe("2 files were dropped, and one is read at a time: may.csv.");
    await close();
  });
});
