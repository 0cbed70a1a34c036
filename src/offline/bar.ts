/** A quiet bar at the foot of the window: a newer version waits, or there is no network. Plain DOM, the same on every page. */
import { offlineEn } from "../locales/en/offline";
import { offlineKo } from "../locales/ko/offline";
import "./bar.css";

export interface Bar {
  /** A newer version is here, and is used from when `use` is called. */
  readonly offerUpdate: (use: () => void) => void;
  readonly sayOffline: () => void;
  readonly takeBackOffline: () => void;
}

type Said = { readonly kind: "update"; readonly use: () => void } | { readonly kind: "offline" };

export function makeBar(): Bar {
  const element = document.createElement("div");
  element.className = "offline-bar";
  element.setAttribute("role", "status");
  element.dataset.testid = "offline-bar";
  let said: Said | undefined;

  const show = (next: Said | undefined) => {
    said = next;
    write();
  };
  const write = () => {
    if (!said) {
      element.remove();
      element.replaceChildren();
      return;
    }
    const text = document.documentElement.lang === "ko" ? offlineKo : offlineEn;
    // Before its words: what a live region brings along is not read out, what comes into it is.
    if (!element.isConnected) document.body.append(element);
    element.dataset.kind = said.kind;
    element.setAttribute("aria-label", text.label);
    const sentence = document.createElement("p");
    sentence.textContent = said.kind === "update" ? text.update : text.offline;
    const later = button(text.later, () => show(undefined));
    if (said.kind === "update") element.replaceChildren(sentence, button(text.reload, said.use), later);
    else
      element.replaceChildren(
        sentence,
        button(text.understood, () => show(undefined)),
      );
  };
  new MutationObserver(write).observe(document.documentElement, { attributeFilter: ["lang"] });
  return {
    offerUpdate: (use) => show({ kind: "update", use }),
    // An update that waits is not hidden by it.
    sayOffline: () => void (said?.kind === "update" || show({ kind: "offline" })),
    takeBackOffline: () => void (said?.kind === "offline" && show(undefined)),
  };
}

function button(name: string, act: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = name;
  made.addEventListener("click", act);
  return made;
}
