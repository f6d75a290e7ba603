import {EXPORTS} from "./site/publish.js";
import {writeZip} from "./writeZip.js";

/** All artefacts but the exports, which no page reads, for pages: `FileAttachment("data/book/models.json")`. */
await writeZip(async (book) => {
  const names = book.names.filter((name) => !name.startsWith(EXPORTS));
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await book.read(name)])));
});
