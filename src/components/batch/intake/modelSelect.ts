import type {PredictBook} from "../../../lib/book/predict.js";
import type {Control} from "../../ui/controls.js";
import {selectControl} from "../../ui/controls.js";

const roles = {champion: "Champion", challenger: "Challenger"} as const;

/** The model that scores: the Champion unless the reader chooses another. */
export function modelSelect({models}: PredictBook, value: string, onChange: (name: string) => void): Control<string> {
  const choices = models.map(({name, title, alias}) => ({value: name, label: alias ? `${roles[alias]}: ${title}` : title}));
  return selectControl({label: "Model", choices, value, onChange});
}
