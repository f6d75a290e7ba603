import {readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {csvParse, csvParseRows} from "d3";
import {expect, it} from "vitest";
import {indexCsv} from "../../../lib/rows/indexCsv.js";
import {readCsvHead} from "../../../lib/rows/csvHead.js";
import {matchColumns} from "../../../lib/rows/matchColumns.js";
import {listErrors, listScores} from "../../../lib/batch/outputRows.js";
import {scoreSource} from "../../../lib/batch/scoreSource.js";
import {createRandom, drawIndex} from "../../../lib/random.js";
import {finish} from "../../lib/rows/finish.js";
import {HEADER, makeFolder, models, score} from "./scoring.js";

const folder = await makeFolder();
const CELLS = ["1", "2.5", "-3e2", "", "NA", " 7 ", "1_000", "3,5", "1e39", '"4"', '"a\nb"', "=1+1", "\t9", "nan", "Infinity"];
const LEVELS = ["pro", "basic", "free", "gold", "", '"pro"', " basic "];
const LINES = ["1,2,3", '"open,2,3,4,5,pro', '1,2,3,4,5,"pro"x', "", "only text"];

it("the page scores, and sets aside, the rows that churnbook score does, with the same probabilities", async () => {
  const random = createRandom("page");
  const pick = (texts: readonly string[]): string => texts[drawIndex(texts.length, random)];
  const number = (): string => (random() < 0.8 ? String(drawIndex(9, random)) : pick(CELLS));
  const lines = Array.from({length: 3000}, () =>
    random() < 0.03
      ? pick(LINES)
      : [number(), number(), number(), number(), number(), random() < 0.9 ? pick(["pro", "basic"]) : pick(LEVELS)].join(",")
  );
  const text = `\uFEFF${HEADER}\n${lines.join("\n")}\n`;
  const input = join(folder, "messy.csv");
  await writeFile(input, text);
  const {nRows, nBad, output, errors} = await score(input);

  const bytes = new TextEncoder().encode(text);
  const names = models.logistic.inputs.map((d) => d.name);
  const source = finish(indexCsv(bytes, readCsvHead(bytes, {where: "score", isWanted: (name) => names.includes(name)}), true));
  const {places} = matchColumns(names, source.columns);
  const how = {model: models.logistic, places};
  const scored = finish(scoreSource(source, how));
  expect([scored.nRows, scored.bad.length]).toEqual([nRows, nBad]);
  const ours = [...listScores({source, scored}, {name: "logistic", sha256: ""})].map((row) => Number(row[6]));
  expect(ours).toEqual(csvParse(await readFile(output, "utf8")).map((row) => Number(row.churn_probability)));
  const theirs = csvParseRows(await readFile(errors ?? "", "utf8")).slice(1);
  expect([...listErrors({source, scored, ...how})].map((row) => row.map((cell) => String(cell ?? "")))).toEqual(theirs);
});
