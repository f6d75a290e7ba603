import {check} from "../../../lib/check.js";

/** A model file's bytes from this site's stable addresses. @param file as the book names it: "models/logistic.json" */
export async function fetchModel(file: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(new URL(`./api/${file}`, document.baseURI));
  check(response.ok, {where: file, rule: "the model's file must be in the site", got: `status ${response.status}`});
  return new Uint8Array(await response.arrayBuffer());
}
