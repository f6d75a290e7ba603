import {decideSchema, lineField} from "../../decide/state/decideState.js";
import {readStrangers} from "../../decide/state/address.js";
import {knownNames, reserved} from "../../predict/state/keys.js";
import type {PredictBook} from "../../../lib/book/predict.js";
import type {UrlState} from "../../ui/urlState.js";
import {choiceField, urlState} from "../../ui/urlState.js";

/** What stands in the address: the line and the model, under the names that other pages give them. The file never does. */
export interface BatchChoice {
  /** 0: none */
  threshold: number;
  _model: string;
}

/** The choices, from the address. What other pages keep there stays. */
export function batchState({models}: Pick<PredictBook, "models">): UrlState<BatchChoice> {
  const hashOf = (name: string | null): string => (models.find((d) => d.name === name) ?? models[0]).sha256.slice(0, 8);
  return urlState<BatchChoice>(
    {
      threshold: {...lineField, expects: "a chance between 0 and 1, or absent for none"},
      _model: choiceField(models.map((d) => d.name), models[0].name)
    },
    {
      finish(search) {
        const params = new URLSearchParams(search);
        params.delete(reserved.hash);
        if (params.size > 0) params.set(reserved.hash, hashOf(params.get(reserved.model)));
        const text = params.toString();
        return text ? `?${text}` : "";
      }
    }
  );
}

/** One sentence for each word of the address that no page knows, and one if the link was made with another model. */
export function readBatchStrangers(search: string, {models, inputs}: Pick<PredictBook, "models" | "inputs">): string[] {
  const own = [...Object.keys(decideSchema([models[0].name])), ...knownNames];
  return readStrangers(search, {own, inputs: inputs.map((d) => d.name), hashes: models.map((d) => d.sha256)});
}
