// What every page has beside its content; "ready" first, so that it sees what goes wrong in the other.
import "./ready.js";
import "./carry.js";
import "./lineChip.js";
import "./comfort.js";
import "./dates.js";
import "./terms.js";

if (document.documentElement.dataset.framed !== undefined) void import("./frame.js");
