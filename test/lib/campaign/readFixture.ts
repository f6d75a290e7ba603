import type {Campaign} from "../../../lib/campaign/campaign.js";
import {readFileSync} from "node:fs";
import {collectCampaign, countTexts, readCampaign} from "../../../lib/campaign/readCampaign.js";
import {findColumns} from "../../../lib/campaign/columns.js";
import {findWords} from "../../../lib/campaign/words.js";

/** Reads a small CSV text without quotes, as both doors do. */
export function campaignOf(text: string): Campaign {
  const [head, ...lines] = text.trimEnd().split("\n");
  const columns = head.split(",");
  const places = findColumns(columns);
  const collector = collectCampaign(places);
  for (const line of lines) collector.add({cells: line.split(","), fault: null});
  const table = collector.done();
  const names = {group: columns[places.group], outcome: columns[places.outcome]};
  const texts = {group: countTexts(table.columns.group), outcome: countTexts(table.columns.outcome)};
  return readCampaign(table, findWords(texts, names, {}));
}

export const knownCampaign = (): Campaign => campaignOf(readFileSync("test/fixtures/campaign/campaign.csv", "utf8"));
