import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { startOffline } from "./offline/start";
import { loadModels } from "./state/atlas/atlas";
import { followAtlasAddress } from "./state/atlas/atlas-address";
import { followLanguage } from "./state/navigation/language";
import { applyTheme, storedTheme } from "./state/navigation/theme";
import { AtlasPage } from "./ui/atlas/AtlasPage";
import { followAtlasText } from "./ui/atlas/text";
import { followLocale } from "./ui/locale";
import { allowTranslation } from "./ui/translated-page";
import "./ui/theme.css";

const root = document.getElementById("root");
if (!root) throw new Error("atlas.html has no #root");
allowTranslation();
applyTheme(storedTheme());
followLanguage();
// In the wanted language from the first rendering on: its texts have other lengths.
void followLocale()
  .then(followAtlasText)
  .then(() =>
    createRoot(root).render(
      <StrictMode>
        <AtlasPage />
      </StrictMode>,
    ),
  );
followAtlasAddress();
void loadModels();
void startOffline(Promise.resolve());
