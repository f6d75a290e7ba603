import type {CampaignPlaces, CampaignRole} from "../../lib/campaign/columns.js";
import type {CampaignWords, TextCount} from "../../lib/campaign/words.js";
import {campaignRoles} from "../../lib/campaign/columns.js";
import {formatCount, shorten} from "../../lib/format.js";
import {selectControl} from "../ui/controls.js";
import {el} from "../ui/dom.js";

/** What a reader says of the file's columns and texts. */
export interface CampaignChoice {
  places: CampaignPlaces;
  words: CampaignWords;
}

export interface CampaignFormOptions {
  columns: readonly string[];
  found: CampaignChoice;
  /** texts of the two columns; empty while no column is chosen */
  texts: {group: readonly TextCount[]; outcome: readonly TextCount[]};
  /** another column: its texts are to be looked at before they can be chosen */
  onColumns: (places: CampaignPlaces) => void;
  onWords: (words: CampaignWords) => void;
}

const NONE = "-1";

const titles: Record<CampaignRole, string> = {
  group: "Who was contacted, and who left alone",
  outcome: "Who left",
  score: "Score",
  value: "What each is worth",
  customer: "Identifier"
};

const said: Record<keyof CampaignWords, {title: string; of: "group" | "outcome"}> = {
  contacted: {title: "Contacted is written", of: "group"},
  alone: {title: "Left alone is written", of: "group"},
  left: {title: "Left is written", of: "outcome"},
  stayed: {title: "Stayed is written", of: "outcome"}
};

/** So many texts are offered of a column. */
const MOST_TEXTS = 50;

/** Which column of a campaign's file says what, and in which words: found by name, chosen by hand. */
export function campaignForm({columns, found, texts, onColumns, onWords}: CampaignFormOptions): HTMLElement {
  const {places, words} = found;
  const choices = [{value: NONE, label: "(none)"}, ...columns.map((name, place) => ({value: String(place), label: shorten(name, 40)}))];
  const columnFields = campaignRoles.map((role) => {
    const {element} = selectControl({
      label: titles[role],
      choices,
      value: String(places[role]),
      onChange: (value) => onColumns({...places, [role]: Number(value)})
    });
    element.querySelector("select")?.setAttribute("name", `campaign-${role}`);
    element.classList.toggle("is-missing", places[role] < 0 && (role === "group" || role === "outcome"));
    return element;
  });
  const wordFields = (Object.keys(said) as (keyof CampaignWords)[]).flatMap((word) => {
    const {title, of} = said[word];
    const offered = texts[of].slice(0, MOST_TEXTS);
    if (offered.length === 0) return [];
    const at = offered.findIndex(({text}) => text === words[word]);
    const {element} = selectControl({
      label: title,
      choices: [
        {value: NONE, label: "(not known)"},
        ...offered.map(({text, n}, i) => ({value: String(i), label: `${shorten(text, 30)} (${formatCount(n)} rows)`}))
      ],
      value: String(at),
      onChange: (value) => onWords({...words, [word]: value === NONE ? null : offered[Number(value)].text})
    });
    element.querySelector("select")?.setAttribute("name", `campaign-${word}`);
    element.classList.toggle("is-missing", at < 0);
    return [element];
  });
  return el(
    "div",
    {class: "bt-columns no-print", role: "group", "aria-label": "What the columns say"},
    el("div", {class: "bt-columns-fields"}, columnFields),
    el("div", {class: "bt-columns-fields"}, wordFields)
  );
}
