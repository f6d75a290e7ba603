import type {FileFacts} from "../../../src/singleFile/fileAddress.js";
import {afterEach, describe, expect, test, vi} from "vitest";
import {fileAddress} from "../../../src/singleFile/fileAddress.js";

const readFile = vi.fn((path: string) => (path === "api/x.json" ? new ReadableStream() : null));

/** A document opened from a reader's own folder, without a browser. */
function open(hash: string, {site = null, pages = {report: "Report", predict: "Predict"}}: Partial<FileFacts> = {}) {
  const location = {pathname: "/disk/my%20books/book.html", hash, href: `file:///disk/my%20books/book.html${hash}`};
  const replaceState = vi.fn((_state: unknown, _title: string, next: string) => void (location.hash = next));
  vi.stubGlobal("location", location);
  vi.stubGlobal("history", {state: {y: 7}, replaceState});
  const address = fileAddress({site, pages}, {page: "predict", first: "report", hasFile: (path) => path === "api/x.json", readFile});
  return {address, location, replaceState};
}
const link = (href: string) => {
  const attributes = new Map([["href", href]]);
  return {
    getAttribute: (name: string) => attributes.get(name) ?? null,
    setAttribute: (name: string, value: string) => void attributes.set(name, value)
  } as unknown as HTMLAnchorElement;
};

afterEach(() => {
  vi.unstubAllGlobals();
  readFile.mockClear();
});

describe("fileAddress(facts, opened)", () => {
  test("keeps a query in the hash, beside page and place, and what else the history holds", () => {
    const {address, location, replaceState} = open("#/predict?a=1#answer");
    expect([address.page, address.search]).toEqual(["predict", "?a=1"]);
    address.replace("?a=2");
    expect(location.hash).toBe("#/predict?a=2#answer");
    expect(replaceState).toHaveBeenCalledWith({y: 7}, "", "#/predict?a=2#answer");
  });

  test("writes nothing once the hash is another page's", () => {
    const {address, location, replaceState} = open("#/decide?save=20");
    address.replace("?a=2");
    expect([location.hash, replaceState.mock.calls.length]).toEqual(["#/decide?save=20", 0]);
  });

  test("bears a viewer that takes no address", () => {
    const {address, replaceState} = open("#/predict");
    replaceState.mockImplementation(() => {
      throw new DOMException("not here", "SecurityError");
    });
    expect(() => address.replace("?a=2")).not.toThrow();
  });

  test("names the file and never its folder, and hands out links of the site where that is known", () => {
    expect(open("#/predict?a=1").address.origin()).toBe("book.html#/predict?a=1");
    expect(open("#/predict?a=1").address.href("?a=2")).toBe("file:///disk/my%20books/book.html#/predict?a=2");
    const {address} = open("#/predict?a=1#answer", {site: "https://your.site/x/"});
    expect(address.href()).toBe("https://your.site/x/predict.html?a=1#answer");
    expect(address.origin("?a=2")).toBe("book.html#/predict?a=2#answer");
  });

  test("leads to pages and files that it has, and to the site for others", () => {
    const {address} = open("#/predict");
    expect([address.to("report", "#top"), address.to("decide", "?save=2"), address.file("api/x.json"), address.file("api/y.onnx")]).toEqual(
      [
        "#/report#top",
        "#/decide?save=2", // the file then says that it has no such page
        "#/api/x.json",
        null
      ]
    );
    expect(readFile).not.toHaveBeenCalled(); // whether a file is there is known without its bytes
    const onSite = open("#/predict", {site: "https://your.site/x/"}).address;
    expect([onSite.to("report"), onSite.to("decide", "?save=2"), onSite.file("api/y.onnx")]).toEqual([
      "#/report",
      "https://your.site/x/decide.html?save=2",
      "https://your.site/x/api/y.onnx"
    ]);
  });

  test("gives links another query, and knows which are its own", () => {
    const {address} = open("#/predict");
    const decide = link("#/decide?a=1#money");
    expect(address.read(decide)).toEqual({page: "decide", search: "?a=1"});
    address.carry(decide, "?b=2");
    expect(decide.getAttribute("href")).toBe("#/decide?b=2#money");
    expect(["https://example.org/#/x", "#/api/x.json", "#place"].map((href) => address.read(link(href)))).toEqual([null, null, null]);
  });

  test("answers for a file that it lacks as a host does", async () => {
    const {address} = open("#/predict");
    expect([(await address.fetch("api/x.json")).status, (await address.fetch("api/y.json")).status]).toEqual([200, 404]);
  });
});
