/**
 * The look of the element. Every colour is a custom property with a light and a dark value, which the page around may set on it;
 * which of the two is the page's `color-scheme`, or the reader's own.
 */
export const predictorStyle = `
:host {
  color-scheme: light dark; display: block; container-type: inline-size;
  --ink: var(--churn-ink, light-dark(#1d1a16, #efe9dd)); --muted: var(--churn-muted, light-dark(#625b51, #b3ab9d));
  --paper: var(--churn-paper, light-dark(#fffdf8, #1b1e25)); --rule: var(--churn-rule, light-dark(#c9beaa, #454a55));
  --control: var(--churn-control, light-dark(#8b8172, #767c88)); --accent: var(--churn-accent, light-dark(#5b3cc4, #b39bff));
  --higher: var(--churn-higher, light-dark(#bd3e0b, #ff8a57)); --lower: var(--churn-lower, light-dark(#1f6aa5, #74b3ee));
  --error: var(--churn-error, light-dark(#b3261e, #ff8d85));
}
:host([hidden]) { display: none; }
* { box-sizing: border-box; }
.predictor, .state {
  font: 400 0.9375rem/1.45 var(--churn-font, system-ui, sans-serif); color: var(--ink); background: var(--paper);
  border: 1px solid var(--rule); border-radius: var(--churn-radius, 4px); padding: 1.25rem; text-align: start;
}
.state { color: var(--muted); }
.state.error { border-color: var(--error); color: var(--ink); }
.state strong { display: block; color: var(--error); }
p, ol { margin: 0; padding: 0; list-style: none; }
.predictor { display: grid; gap: 1.25rem 2rem; }
@container (min-width: 44rem) {
  .predictor { grid-template-columns: minmax(15rem, 5fr) minmax(0, 8fr); }
  footer { grid-column: 1 / -1; }
}
.says strong { display: block; font-size: 2.25rem; line-height: 1.15; font-weight: 650; letter-spacing: -0.02em; color: var(--higher); font-variant-numeric: tabular-nums; }
.versus { color: var(--muted); }
.versus b { color: var(--ink); }
.reasons { margin-top: 1rem; padding-top: 0.75rem; border-top: 1px solid var(--rule); }
.reasons > p { font-size: 0.8125rem; color: var(--muted); }
li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 0.75rem; margin-top: 0.5rem; }
li b { font-variant-numeric: tabular-nums; color: var(--bar); }
li i { grid-column: 1 / -1; height: 5px; width: calc(100% * var(--share)); min-width: 2px; background: var(--bar); border-radius: 2px; }
.higher { --bar: var(--higher); }
.lower { --bar: var(--lower); }
li small { display: block; }
small { font-size: 0.8125rem; color: var(--muted); font-weight: 400; }
.fields { display: grid; gap: 0.9rem 1.5rem; grid-template-columns: repeat(auto-fill, minmax(min(14rem, 100%), 1fr)); }
.field { display: grid; grid-template-columns: minmax(0, 1fr) auto; align-items: center; gap: 0.15rem 0.75rem; align-content: start; }
label { font-weight: 560; overflow-wrap: anywhere; }
summary { cursor: pointer; padding: 0.75rem 0; color: var(--muted); }
select, input[type="number"] {
  font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--control); border-radius: var(--churn-radius, 4px);
  min-height: 2.25rem; padding: 0.25rem 0.5rem;
}
input[type="number"] { width: 5.5rem; text-align: end; font-variant-numeric: tabular-nums; appearance: textfield; }
input[type="number"]::-webkit-inner-spin-button { display: none; }
select { max-width: 12rem; }
option { background: var(--paper); }
input[type="range"] { grid-column: 1 / -1; width: 100%; height: 2rem; margin: 0; accent-color: var(--ink); cursor: pointer; }
input[type="checkbox"] { width: 1.25rem; height: 1.25rem; margin: 0; accent-color: var(--ink); }
.switch { display: inline-flex; align-items: center; gap: 0.5rem; min-height: 2.25rem; }
.is-missing input[type="range"] { opacity: 0.45; }
.field .told { grid-column: 1 / -1; }
.told { color: var(--muted); }
.told:empty { display: none; }
form > .told { margin-top: 0.9rem; }
.told.error { color: var(--error); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
footer { font-size: 0.8125rem; color: var(--muted); border-top: 1px solid var(--rule); padding-top: 0.75rem; }
a { color: inherit; }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;
