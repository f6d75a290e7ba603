import type {Row} from "../lib/dataset/table.js";
import type {Change} from "../lib/whatif/setInput.js";
import type {LoadedPredictor} from "./element/loadPredictor.js";
import {check, ChurnbookError, someOf} from "../lib/check.js";
import {setInput} from "../lib/whatif/setInput.js";
import {loadPredictor, WHERE} from "./element/loadPredictor.js";
import {predictorStyle} from "./element/predictorStyle.js";
import {predictorView} from "./element/predictorView.js";
import {el} from "../components/ui/dom.js";

/** The book that this module stands in: built it lies in `api/`, in a preview in `_import/api/`. */
const HOME = new URL(import.meta.url.includes("/_import/") ? "../../" : "../", import.meta.url);

/** What the events of the element tell. */
export interface PredictorDetail {
  /** the chance of churn, in full precision */
  probability: number;
  /** every input of the model, by column name; null is missing */
  values: Row;
}

/**
 * `<churn-predictor src="https://your.site/">`: one model of a book on any page, with a control for each input. Attributes: `src`, the
 * book's address (default: the one that this module came from), `model` (`champion`, the default, `challenger`, or a finalist's name)
 * and `values`, JSON of inputs by column name; inputs that are not named are at the typical value. Events: `load` once it can score,
 * `input` while a control moves and `change` when it rests, both with a {@link PredictorDetail}, and `error`. Errors are shown in words.
 */
export class ChurnPredictor extends HTMLElement {
  static readonly observedAttributes = ["src", "model", "values"];

  readonly #root = this.attachShadow({mode: "open"});
  #given: Row = {};
  /** what is wrong with the attribute of values; null: nothing */
  #fault: string | null = null;
  #loaded: LoadedPredictor | null = null;
  #view: ReturnType<typeof predictorView> | null = null;
  #shown: {row: Row; probability: number} | null = null;
  #loads = 0;

  constructor() {
    super();
    const sheet = new CSSStyleSheet(); // which policies against inline styles let pass
    sheet.replaceSync(predictorStyle);
    this.#root.adoptedStyleSheets = [sheet];
    // the page hears of the element's own events alone
    for (const type of ["input", "change"]) this.#root.addEventListener(type, (event) => event.stopPropagation());
  }

  /** The chance of churn; null until the model is loaded. */
  get probability(): number | null {
    return this.#shown?.probability ?? null;
  }

  /** Every input of the model; before it is loaded, those that were given. */
  get values(): Row {
    return {...(this.#shown?.row ?? this.#given)};
  }

  /** Sets some inputs, or all, by the rules of a file's cells; what cannot be read changes nothing, and is told in the element. */
  set values(values: Row) {
    if (this.#loaded) this.#take(this.#loaded, values);
    else this.#given = {...this.#given, ...values};
  }

  connectedCallback(): void {
    if (this.#loads === 0) void this.#load();
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (before === now) return;
    if (name === "values") this.#readValues(now ?? "{}");
    else if (this.isConnected && this.#loads > 0) void this.#load();
  }

  #readValues(text: string): void {
    const values = parseObject(text);
    this.#fault = values === null ? `${WHERE}: the attribute “values” must be a JSON object of inputs by column name; got ${text}.` : null;
    if (values !== null) this.values = values;
    else this.#refuse(this.#fault);
  }

  async #load(): Promise<void> {
    const load = ++this.#loads;
    this.#loaded = this.#view = this.#shown = null;
    this.#root.replaceChildren(el("p", {class: "state", role: "status"}, "Loading the model …"));
    try {
      const loaded = await loadPredictor(siteOf(this.getAttribute("src")), this.getAttribute("model") ?? "champion");
      if (load !== this.#loads) return; // asked for another one meanwhile
      this.#loaded = loaded;
      this.#open(loaded);
      this.#tell("load");
    } catch (error) {
      if (load === this.#loads) this.#fail(error);
    }
  }

  #open(loaded: LoadedPredictor): void {
    const {form, scorer, readRow} = loaded;
    this.#view = predictorView(loaded, {
      onInput: (name, value, isSettled) => {
        if (!this.#shown) return;
        this.#show(loaded, setInput(form, this.#shown.row, {name, value}));
        this.#tell("input");
        if (isSettled) this.#tell("change");
      },
      onSettle: () => this.#tell("change")
    });
    const row = readRow(form.typical);
    this.#shown = {row, probability: scorer.scoreRow(row)};
    this.#root.replaceChildren(this.#view.element);
    this.#take(loaded, this.#given);
    this.#refuse(this.#fault);
  }

  /** Values that a program gives are scored as they stand, as by `predict`: rules move only what a hand moves. */
  #take(loaded: LoadedPredictor, values: Row): void {
    const shown = this.#shown;
    if (!shown) return;
    try {
      const strangers = Object.keys(values).filter((name) => !Object.hasOwn(shown.row, name));
      const names = Object.keys(shown.row);
      check(strangers.length === 0, {
        where: WHERE,
        rule: `values must be of inputs of the model (${someOf(names, 20)})`,
        got: someOf(strangers, 20)
      });
      this.#show(loaded, {row: loaded.readRow({...shown.row, ...values}), moves: []});
      this.#given = {...this.#given, ...values};
    } catch (error) {
      if (!(error instanceof ChurnbookError)) throw error;
      this.#refuse(error.message);
    }
  }

  /** What was shown stands, and why no other. */
  #refuse(refusal: string | null): void {
    if (this.#shown && refusal !== null) this.#view?.show({...this.#shown, moves: [], refusal});
  }

  /** @throws ChurnbookError if the row cannot be scored, before anything is shown */
  #show({scorer}: LoadedPredictor, {row, moves}: Change): void {
    this.#shown = {row, probability: scorer.scoreRow(row)};
    this.#view?.show({...this.#shown, moves, refusal: null});
  }

  #tell(type: "load" | "input" | "change"): void {
    if (!this.#shown) return;
    const detail: PredictorDetail = {probability: this.#shown.probability, values: this.values};
    this.dispatchEvent(new CustomEvent(type, {detail, bubbles: type !== "load", composed: true}));
  }

  #fail(error: unknown): void {
    const words = error instanceof Error ? error.message : String(error);
    this.#shown = null;
    this.#root.replaceChildren(el("p", {class: "state error", role: "alert"}, el("strong", {}, "No score can be shown here"), words));
    this.dispatchEvent(new ErrorEvent("error", {error, message: words}));
  }
}

/** @returns null for a text that is no JSON, or of something else than an object */
function parseObject(text: string): Row | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Row) : null;
  } catch {
    return null;
  }
}

/** An address with or without its last slash, from the page's; the module's own book where none is given. */
function siteOf(src: string | null): URL {
  return src === null ? HOME : new URL(src.endsWith("/") ? src : `${src}/`, document.baseURI);
}

if (!customElements.get("churn-predictor")) customElements.define("churn-predictor", ChurnPredictor);
