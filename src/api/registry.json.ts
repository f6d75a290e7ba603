import {writeApi} from "../../data-loaders/writeApi.js";

await writeApi((book) => book.read("registry.json"));
