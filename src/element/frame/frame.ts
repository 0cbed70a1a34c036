/** The page inside an iframe: the element over its whole width, its state in the hash, messages to the page around it. */
import { elementEn } from "../../locales/en/element";
import { startOffline } from "../../offline/start";
import { hashState, readHash } from "../../viewer/address/address";
import "./frame.css";
import "../index";
import { allowedOrigins, hasHost, isOurs, readCommand, tellHost as tell } from "./messages";

/** The address is written when the state has stood still this long. */
const REST_MS = 500;

const { searchParams } = new URL(window.location.href);
const lens = document.querySelector("sagan-lens");
if (!lens) throw new Error("embed.html has no <sagan-lens>");

document.documentElement.classList.toggle("alone", !hasHost());
const language = searchParams.get("lang");
if (language) {
  document.documentElement.lang = language;
  lens.lang = language;
}
const controls = searchParams.get("controls");
if (controls !== null) lens.setAttribute("controls", controls);
lens.setAttribute("state", window.location.hash);

/** What a page around is told is for whoever wrote it; English, as messages of consoles are. */
const text = elementEn;

const isAllowed = allowedOrigins(window.location.search, window.location.origin);

lens.addEventListener("ready", () => tell({ type: "ready", hash: lens.hash }));
lens.addEventListener("error", ({ detail }) => tell({ type: "error", ...detail }));

let rest: ReturnType<typeof setTimeout> | undefined;
let told = false;
lens.addEventListener("statechange", () => {
  clearTimeout(rest);
  rest = setTimeout(() => window.history.replaceState(null, "", `#${lens.hash}`), REST_MS);
  if (told) return;
  told = true;
  // Once for all that changes together.
  queueMicrotask(() => {
    told = false;
    tell({ type: "state", hash: lens.hash });
  });
});

window.addEventListener("hashchange", () => {
  lens.state = readHash(window.location.hash).state;
});

window.addEventListener("message", ({ data, origin, source }) => {
  if (source !== window.parent || !isOurs(data)) return;
  if (!isAllowed(origin)) {
    tell({ type: "error", code: "origin-refused", message: text.originRefused(origin) });
    return;
  }
  const command = readCommand(data);
  if (!command) {
    tell({ type: "error", code: "message-unknown", message: text.messageUnknown });
    return;
  }
  if (command.type === "get") tell({ type: "state", hash: lens.hash });
  else {
    const { state, refused } = hashState(command.hash);
    lens.state = state;
    if (refused.length > 0) {
      tell({ type: "error", code: "link-fields", message: text.refused(refused.join(", ")) });
    }
  }
});

new ResizeObserver(() => {
  tell({ type: "resize", height: Math.ceil(document.documentElement.getBoundingClientRect().height) });
}).observe(document.documentElement);

void startOffline(lens.ready);

// The hash without what the default says is written at once, so that a copied address is whole.
window.history.replaceState(null, "", `#${lens.hash}`);
