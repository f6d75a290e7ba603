import {writeZip} from "./writeZip.js";

/** All artefacts, for pages: `FileAttachment("data/book/models.json")`. */
await writeZip(async (book) => Object.fromEntries(await Promise.all(book.names.map(async (name) => [name, await book.read(name)]))));
