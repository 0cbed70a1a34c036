import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { startOffline } from "./offline/start";
import { followCollection } from "./state/collection/storage";
import { startSession } from "./state/engine/session";
import { followLanguage } from "./state/navigation/language";
import { followAddress } from "./state/navigation/link";
import { applyTheme, storedTheme } from "./state/navigation/theme";
import { useStore } from "./state/store/store";
import { App } from "./ui/App";
import { followLocale } from "./ui/locale";
import { allowTranslation } from "./ui/translated-page";
import "./ui/theme.css";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
allowTranslation();
applyTheme(storedTheme());
followLanguage();
void followLocale();
followAddress();
followCollection();
// Before the first rendering, so that the weights are on their way meanwhile.
void startSession();
// A page whose code is cut off compares nothing.
void import("./state/collection/baseline").then(({ followPinned }) => followPinned()).catch(() => undefined);
void openNamedModel();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);

void startOffline(firstPicture());

/** The engine's first image, or the end of the wait for one. */
function firstPicture(): Promise<void> {
  return new Promise((resolve) => {
    const stop = useStore.subscribe(({ engine, image }) => {
      if (engine.phase !== "failed" && image?.from !== "engine") return;
      stop();
      resolve();
    });
  });
}

/** A generator elsewhere that the address names, `?model=https://…`: its size is shown, and the person asked, before it is fetched. */
async function openNamedModel(): Promise<void> {
  const named = new URLSearchParams(window.location.search).get("model");
  if (named === null) return;
  const { offerAddress } = await import("./state/files/importing");
  await offerAddress(named);
}
