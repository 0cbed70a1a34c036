import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { followPinned } from "./state/pinned";
import { startSession } from "./state/session";
import { followCollection } from "./state/storage";
import { App } from "./ui/App";
import "./ui/theme.css";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
// Before the first rendering, so that the weights are on their way meanwhile.
void startSession();
followCollection();
followPinned();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
