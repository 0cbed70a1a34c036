import { type ComponentType, type KeyboardEvent, Suspense } from "react";
import { closeDisplay, closeSheet, openTask } from "../../state/navigation/task";
import { type Task, useStore } from "../../state/store/store";
import { lazyPart } from "../lazy-part";
import { useText } from "../text";
import { NARROW } from "../use-media";
import "../print.css";
import "./Tasks.css";

const TABS = ["read", "what-if", "image", "network", "export"] as const;
type Tab = (typeof TABS)[number];

const PANELS: Readonly<Record<Task, ComponentType>> = {
  read: lazyPart(async () => (await import("./ReadTask")).ReadTask),
  "what-if": lazyPart(async () => (await import("./WhatIfTask")).WhatIfTask),
  image: lazyPart(async () => (await import("./ImageTask")).ImageTask),
  network: lazyPart(async () => (await import("./NetworkTask")).NetworkTask),
  export: lazyPart(async () => (await import("./ExportTask")).ExportTask),
  display: lazyPart(async () => (await import("../controls/MapControls")).MapControls),
};

/** One task at a time: the tabs, and the controls of the one that is open. On a narrow page they are a sheet above the tabs. */
export function Tasks() {
  const { shell } = useText();
  const task = useStore((state) => state.task);
  const sheetOpen = useStore((state) => state.sheetOpen);
  const Panel = PANELS[task];
  return (
    <>
      <TabList />
      {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: it has one of two roles, both of which are named. */}
      <div
        className="task-panel"
        id="task-panel"
        role={task === "display" ? "region" : "tabpanel"}
        aria-label={task === "display" ? shell.display : shell.tabs[textKey(task)]}
        data-testid="task-panel"
        data-task={task}
        data-open={sheetOpen}
        tabIndex={-1}
      >
        <div className="sheet-line">
          <button type="button" aria-label={shell.closeSheet} onClick={closeSheet} />
        </div>
        {task === "display" && (
          <div className="display-line">
            <button type="button" onClick={closeDisplay}>
              {shell.closeDisplay}
            </button>
          </div>
        )}
        <Suspense>
          <Panel />
        </Suspense>
      </div>
    </>
  );
}

const textKey = (tab: Task) => (tab === "what-if" ? "whatIf" : tab);

/** Arrow keys move between the tabs, as in every list of tabs. */
function TabList() {
  const { shell } = useText();
  const task = useStore((state) => state.task);
  const before = useStore((state) => state.taskBefore);
  const sheetOpen = useStore((state) => state.sheetOpen);
  // While the settings of the map are open, no tab is; the focus still finds the one before.
  const focusable = task === "display" ? before : task;
  const step = (event: KeyboardEvent<HTMLElement>, tab: Tab) => {
    const to = {
      ArrowRight: 1,
      ArrowLeft: -1,
      Home: -TABS.indexOf(tab),
      End: TABS.length - 1 - TABS.indexOf(tab),
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = TABS[(TABS.indexOf(tab) + to + TABS.length) % TABS.length];
    openTask(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <div className="task-tabs" role="tablist" aria-label={shell.tasks}>
      {TABS.map((tab) => (
        <button
          key={tab}
          id={`tab-${tab}`}
          type="button"
          role="tab"
          aria-selected={tab === task}
          aria-controls="task-panel"
          tabIndex={tab === focusable ? 0 : -1}
          data-open={tab === task && sheetOpen}
          onClick={() => (tab === task && sheetOpen && isNarrow() ? closeSheet() : openTask(tab))}
          onKeyDown={(event) => step(event, tab)}
        >
          {shell.tabs[textKey(tab)]}
        </button>
      ))}
    </div>
  );
}

/** Whether the controls are a sheet. */
const isNarrow = () => window.matchMedia(NARROW).matches;
