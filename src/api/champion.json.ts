import {readAlias, writeApi} from "../../data-loaders/writeApi.js";

await writeApi((book) => readAlias(book, "champion"));
