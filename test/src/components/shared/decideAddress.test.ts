import {describe, expect, test} from "vitest";
import {linkedSearch, readStrangers, stampHash} from "../../../../src/components/shared/addressWords.js";

const sha256 = "0123456789abcdef".repeat(4);
const own = ["threshold", "save"];

describe("stampHash(search, own, sha256)", () => {
  test("goes with this page's own choices, and leaves with them", () => {
    expect(stampHash("?save=20", own, sha256)).toBe("?save=20&_hash=01234567");
    expect(stampHash("?_hash=01234567", own, sha256)).toBe("");
    expect(stampHash("", own, sha256)).toBe("");
  });
  test("leaves alone the hash of a model that another page chose", () => {
    expect(stampHash("?_model=forest&_hash=abcd&save=20", own, sha256)).toBe("?_model=forest&_hash=abcd&save=20");
    expect(stampHash("?visits=3&_hash=abcd", own, sha256)).toBe("?visits=3&_hash=abcd");
  });
});

describe("readStrangers(search, known)", () => {
  const known = {inputs: ["visits", "value", "set"], hashes: [sha256, "f".repeat(64)]};
  test("has nothing to say of words that belong to any page", () => {
    expect(readStrangers("?save=20&visits=3&in.value=4&set=5&_against=typical&metric=auc&_hash=ffff", known)).toEqual([]);
  });
  test("names what no page knows, once, and a link from another model", () => {
    expect(readStrangers("?charm=1&charm=2&_hash=beef", known)).toEqual([
      "The address holds “charm”, which this page does not know; it changes nothing.",
      "The link was made with another version of the model; its line may have picked others."
    ]);
  });
});

describe("linkedSearch(own, carried)", () => {
  test("is all that goes along where a link has no query of its own", () => {
    expect(linkedSearch("", "?visits=3&threshold=0.3")).toBe("?visits=3&threshold=0.3");
  });
  test("is the link's own query with the line as it is now: never an older one, never another user", () => {
    expect(linkedSearch("?visits=7&threshold=0.2&depth=5", "?visits=3&threshold=0.3&save=20")).toBe("?visits=7&threshold=0.3&save=20");
    expect(linkedSearch("?threshold=0.2", "?visits=3")).toBe("");
  });
});
