import {parseArgs} from "node:util";
import {modelPath} from "../../../data-loaders/tasks/outputs.js";
import {writeApi} from "../../../data-loaders/writeApi.js";

const {values} = parseArgs({options: {name: {type: "string"}}});
await writeApi((book) => book.read(modelPath(values.name ?? "")));
