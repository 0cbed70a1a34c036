import { Suspense } from "react";
import { useStore } from "../../state/store/store";
import { lazyPart } from "../lazy-part";
import { useText } from "../text";
import { Menu } from "./Menu";

const MoreMenuContent = lazyPart(async () => (await import("./MoreMenuContent")).MoreMenuContent);

/** Language, theme, what the engine runs on, and on a narrow page the other pages. */
export function MoreMenu() {
  const { shell } = useText();
  const backend = useStore(({ engine }) => (engine.phase === "ready" ? engine.backend : undefined));
  return (
    <Menu
      label={shell.more}
      testId="more"
      data={{ "data-backend": backend }}
      content={(close) => (
        <Suspense>
          <MoreMenuContent close={close} />
        </Suspense>
      )}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true" fill="currentColor">
        <circle cx="3" cy="8" r="1.5" />
        <circle cx="8" cy="8" r="1.5" />
        <circle cx="13" cy="8" r="1.5" />
      </svg>
    </Menu>
  );
}
