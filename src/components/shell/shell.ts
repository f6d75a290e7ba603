// What every page has beside its content; "ready" first, so that it sees what goes wrong in the other.
import {address} from "../ui/address.js";
import {el} from "../ui/dom.js";
import "./ready.js";
import "./carry.js";
import "./lineChip.js";
import "./comfort.js";
import "./dates.js";
import "./terms.js";

if (document.documentElement.dataset.framed !== undefined) void import("./frame.js").then(({openFrame}) => openFrame({address, el}));
