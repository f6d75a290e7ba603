import {constantFrom, oneof, string} from "fast-check";

/** Names that columns of real tables have, and that objects, addresses, pages or files take for words of their own. */
export const HOSTILE_NAMES = [
  ...["constructor", "toString", "valueOf", "hasOwnProperty", "__proto__", "prototype", "length", "name", "then", "toJSON", "0", "1e3"],
  ...["value", "contact", "offer", "unit", "model", "save", "vain", "power", "depth", "holdout", "threshold", "from", "start", "v"],
  ...["metric", "rule", "gates", "a", "b", "set", "sql", "variable", "y", "label", "labels", "row", "rows", "probability", "in.value"],
  ...["_model", "_find", "_v", "_from", " ", "two words", " padded ", "it's", 'a "quoted" one', "a<b>", "</script><script>", "x & y"],
  ...[
    "{{x}}",
    "${x}",
    "a/b",
    "../up",
    "#hash",
    "50%",
    "%41",
    "a?b=c&d=e",
    "a+b",
    "a,b",
    "a;b",
    "a\\b",
    "a.b",
    "a[0]",
    "naïve",
    "שלום",
    "🦆"
  ]
] as const;

/** A name that somebody else chose. */
export const hostileName = oneof(constantFrom(...HOSTILE_NAMES), string({minLength: 1, maxLength: 12}));
