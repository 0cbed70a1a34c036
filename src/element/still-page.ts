/** The script of a saved page: shows the still that the page carries. No engine, and no request ever. */
import { fromBase64 } from "../export/base64";
import { readStill } from "../model/formats/still";
import { pageSummarizer } from "./page-summarizer";
import { defineSaganLens } from "./sagan-lens";

// Before a link was followed there is nothing to fetch, so the folder only has to be an address.
defineSaganLens({ base: () => new URL(".", document.baseURI), summarizer: pageSummarizer });

const carried = document.getElementById("still")?.textContent ?? "";
const lens = document.querySelector("sagan-lens");
lens?.showStill(readStill(fromBase64(carried), document.title));
