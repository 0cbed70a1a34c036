import { Suspense } from "react";
import { ModelChoice } from "../controls/ModelChoice";
import { lazyPart } from "../lazy-part";
import { useText } from "../text";
import { Menu } from "./Menu";

const ModelMenuContent = lazyPart(async () => (await import("./ModelMenuContent")).ModelMenuContent);

/** The model on show, every other one, and a generator of the person's own. */
export function ModelMenu() {
  const { shell } = useText();
  const content = (close: () => void) => (
    <Suspense>
      <ModelMenuContent close={close} />
    </Suspense>
  );
  return (
    <div className="header-model">
      <ModelChoice />
      <Menu label={shell.model} testId="model-menu" content={content}>
        <svg viewBox="0 0 16 16" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="1.4">
          <path d="M2 4.5 8 1.5l6 3v7l-6 3-6-3zM2 4.5l6 3 6-3M8 7.5v7" strokeLinejoin="round" />
        </svg>
        <span className="menu-words">{shell.modelShort}</span>
      </Menu>
    </div>
  );
}
