import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { startOffline } from "./offline/start";
import { followLanguage } from "./state/navigation/language";
import { applyTheme, storedTheme } from "./state/navigation/theme";
import { loadRecorded } from "./state/training/recorded";
import { listRuns } from "./state/training/run-saving";
import { followRuns } from "./state/training/training";
import { LearningPage } from "./ui/learning/LearningPage";
import { followLearningText } from "./ui/learning/text";
import { followLocale } from "./ui/locale";
import { allowTranslation } from "./ui/translated-page";
import "./ui/theme.css";

const root = document.getElementById("root");
if (!root) throw new Error("learn.html has no #root");
allowTranslation();
applyTheme(storedTheme());
followLanguage();
// In the wanted language from the first rendering on, and with the recorded runs folded where there are saved ones: nothing moves later.
void Promise.all([followLocale().then(followLearningText), listRuns().catch(() => undefined)]).then(() =>
  createRoot(root).render(
    <StrictMode>
      <LearningPage />
    </StrictMode>,
  ),
);
void loadRecorded();
void followRuns();
void startOffline(Promise.resolve());
