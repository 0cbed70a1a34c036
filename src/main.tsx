import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { followJudgement } from "./state/judge";
import { followLanguage } from "./state/language";
import { followAddress } from "./state/link";
import { followPinned } from "./state/pinned";
import { startSession } from "./state/session";
import { followCollection } from "./state/storage";
import { followSummary } from "./state/summary";
import { App } from "./ui/App";
import { followLocale } from "./ui/locale";
import "./ui/theme.css";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
followLanguage();
followLocale();
followAddress();
followCollection();
followSummary();
followJudgement();
// Before the first rendering, so that the weights are on their way meanwhile.
void startSession();
followPinned();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
