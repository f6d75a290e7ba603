import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {drawCard, openCardPrinter} from "../../../data-loaders/site/card.js";
import {readPreview, withPreview} from "../../../data-loaders/site/preview.js";
import {readSettings} from "../../../data-loaders/settings.js";

const page =
  '<!DOCTYPE html>\n<head>\n<title>Models | Churnbook</title>\n</head>\n<body><h1 class="hero">A <em>tree</em> &amp; 7 &lt; 9</h1>\n' +
  '<p class="deck wide">It has&nbsp;0.5; saying &#x201c;no&#8221; has 0.6.</p></body>';
const place = {book: "Gym", file: "models.html", image: "og/models.png"};
const bins = [0.05, 0.4].map((observed) => ({n: 50, predicted: observed, observed, low: 0, high: 1}));

describe("readPreview(html)", () => {
  test("reads what a reader reads", () => {
    expect(readPreview(page)).toEqual({title: "Models", headline: "A tree & 7 < 9", description: "It has 0.5; saying “no” has 0.6."});
  });
  test("takes the title for a headline where there is none", () => {
    expect(readPreview("<title>About | Churnbook</title>")).toEqual({title: "About", headline: "About", description: ""});
  });
});

describe("withPreview(html, preview, place)", () => {
  test("names page and book, and addresses the picture as wholly as it can", () => {
    const html = withPreview(page, readPreview(page), place);
    expect(html).toContain("<title>Models · Gym</title>");
    expect(html).toContain('<meta property="og:title" content="A tree &amp; 7 &lt; 9">');
    expect(html).toContain('<meta property="og:image" content="./og/models.png">');
    expect(html).not.toContain("og:url");
    const known = withPreview(page, readPreview(page), {...place, siteUrl: "https://your.site/gym/"});
    expect(known).toContain('<meta property="og:url" content="https://your.site/gym/models.html">');
    expect(known).toContain('content="https://your.site/gym/og/models.png"');
  });
  test("lets no title out of its place", () => {
    fc.assert(
      fc.property(fc.string({unit: fc.constantFrom("</title>", "<script>", '"', ">", "&", "$&", "$'", "a", "\u0000")}), (book) => {
        const html = withPreview(page, readPreview(page), {...place, book});
        const tags = html.match(/<\/?[a-z][^>]*>/gi) ?? [];
        expect(tags.filter((tag) => /^<\/?(script|title)/i.test(tag))).toEqual(["<title>", "</title>"]);
        expect(tags.filter((tag) => tag.startsWith("<meta"))).toHaveLength(10);
      })
    );
  });
});

describe("the card", () => {
  test("is a PNG of the size that links are shown with, the same each time, whatever the title", async () => {
    const print = await openCardPrinter(process.cwd());
    for (const book of ["Gym", "</text><script>&\u0000 ".repeat(20), ""]) {
      const card = {book, headline: book, bins, baseRate: 0.2, units: "members"};
      const png = Buffer.from(print(card));
      expect(png.subarray(1, 4).toString()).toBe("PNG");
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
      expect(Buffer.from(print(card)).equals(png)).toBe(true);
    }
  });
  test("has a hundred dots for each group, as many filled as churned", () => {
    const svg = drawCard({book: "Gym", headline: "h", bins, baseRate: 0.2, units: "members"}, (name) => name);
    expect(drawCard({book: "Gym", headline: "h", bins: [], baseRate: 0.2, units: "members"}, (name) => name)).not.toMatch(
      /<circle|<line|block/
    );
    expect([svg.match(/fill="churned"\/>/g), svg.match(/fill="retained-soft"\/>/g)].map((d) => d?.length)).toEqual([45, 155]);
  });
});

describe("CHURN_SITE_URL", () => {
  test("gives the path below which readers find the site, unless that is set", () => {
    expect(readSettings({CHURN_SITE_URL: "https://your.site/gym"})).toMatchObject({siteUrl: "https://your.site/gym/", base: "/gym/"});
    expect(readSettings({CHURN_SITE_URL: "https://your.site", CHURN_BASE: "/x"})).toMatchObject({
      siteUrl: "https://your.site/",
      base: "/x/"
    });
    expect(readSettings({})).toMatchObject({siteUrl: undefined, base: "/"});
  });
  test.each(["your.site", "ftp://your.site/", "https://eve:s3cret@your.site/", "https://your.site/?a=1", "//eve:s3cret@x"])(
    "refuses %s",
    (text) => {
      expect(() => readSettings({CHURN_SITE_URL: text})).toThrow(/^CHURN_SITE_URL: it must be the report's address(?!.*s3cret)/);
    }
  );
});
