// What every page has beside its content; "ready" first, so that it sees what goes wrong in the others.
import "./ready.js";
import "./comfort.js";
import "./carry.js";
import "./printLine.js";
