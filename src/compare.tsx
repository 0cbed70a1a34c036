import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { startOffline } from "./offline/start";
import { startPair } from "./state/compare/pair";
import { followPairAddress } from "./state/compare/pair-link";
import { loadModels } from "./state/engine/models";
import { followLanguage } from "./state/navigation/language";
import { applyTheme, storedTheme } from "./state/navigation/theme";
import { ComparePage } from "./ui/compare/ComparePage";
import { followCompareText } from "./ui/compare/compare-text";
import { followLocale } from "./ui/locale";
import { allowTranslation } from "./ui/translated-page";
import "./ui/theme.css";

const root = document.getElementById("root");
if (!root) throw new Error("compare.html has no #root");
allowTranslation();
applyTheme(storedTheme());
followLanguage();
followPairAddress();
// Before the first rendering, so that the weights are on their way meanwhile.
startPair();
void loadModels();
// In the wanted language from the first rendering on: its texts have other lengths.
void followLocale()
  .then(followCompareText)
  .then(() =>
    createRoot(root).render(
      <StrictMode>
        <ComparePage />
      </StrictMode>,
    ),
  );
void startOffline(Promise.resolve());
