import type {Bench} from "../support/bench.js";
import type {Line} from "../support/report.js";
import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {buildApart, worstEstimate} from "../support/buildApart.js";
import {drawWideTo} from "../support/drawTables.js";
import {atMost, numberLine} from "../support/report.js";

const TABLE = {nRows: 20_000, nColumns: 150};

/** A whole build, site included, of a table of many columns: time, memory, and when its log first says what is left. */
export async function wideCase({say}: Bench): Promise<Line[]> {
  const title = `a build of ${TABLE.nRows.toLocaleString("en")} rows x ${TABLE.nColumns} columns`;
  say(title);
  const built = await buildApart(title, async (folder) => {
    const [data, dataset] = [join(folder, "wide.csv"), join(folder, "wide.dataset.json")];
    await drawWideTo(data, TABLE);
    const inputs = Array.from({length: TABLE.nColumns}, (_, j) => ({name: `feature_${j}`, kind: "number"}));
    writeFileSync(dataset, JSON.stringify({label: {column: "churn", churned: "1", retained: "0"}, identifiers: ["id"], inputs}));
    return {data, dataset};
  });
  const detail = `${Math.round(built.processorSeconds)} s of processor over both cores; load before ${built.load.toFixed(1)}`;
  const [first] = built.estimates;
  return [
    numberLine(`${title}, 2 cores: seconds`, built.seconds, {detail, bar: atMost(180)}),
    numberLine(`${title}: peak MB`, built.peakMegabytes),
    numberLine(`${title}: seconds until the first estimate of what is left`, first ? first.at : Infinity, {bar: atMost(20)}),
    numberLine(`${title}: worst estimate of what is left, factor`, worstEstimate(built), {bar: atMost(1.5)})
  ];
}
