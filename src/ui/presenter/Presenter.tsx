import { useEffect, useId, useRef, useState } from "react";
import { useShallow } from "zustand/react/shallow";
import type { PresenterText } from "../../locales/en/page/presenter";
import {
  fillScreen,
  hidesRow,
  type Place,
  placeOf,
  step,
  stopPresenting,
  usePresenter,
} from "../../state/navigation/presenter";
import { useTour } from "../../state/navigation/tour";
import { useStore } from "../../state/store/store";
import { isStale } from "../../viewer/views/derived";
import { CHIPS } from "../chips/chips";
import { ColorBar } from "../explain/ColorBar";
import { Notices } from "../frame/Notices";
import { spokenMap } from "../stage/reading-text";
import { SpokenRow } from "../stage/SpokenRow";
import { useLocalised, useText } from "../text";
import { usePainted } from "../use-painted";
import { PresenterViews } from "./PresenterViews";
import { usePresenterText } from "./presenter-text";
import { usePresenterKeys } from "./use-presenter-keys";
import "../explain/explain.css";
import "./presenter.css";

/** A caption of more characters is set smaller. */
const LONG = 300;

/** For a class: image and map over the whole window, with what the step says in large type. The page below waits. */
export function Presenter() {
  const text = usePresenterText();
  const id = useId();
  const root = useRef<HTMLElement>(null);
  usePresenterKeys();
  useFocusInside(root);
  useScreenLeft();
  const highlight = useStepOf()?.highlight;
  const hides = useHidesRow();
  return (
    <section
      ref={root}
      tabIndex={-1}
      className="presenter"
      role="dialog"
      aria-modal="true"
      aria-label={text.heading}
      aria-describedby={id}
      data-testid="presenter"
      data-highlight={highlight}
      data-asks={hides || undefined}
    >
      <Notices />
      <PresenterViews describedBy={id} />
      <div className="presenter-foot">
        <div className="presenter-say">
          <Standing />
          <Caption />
        </div>
        <div className="presenter-side">
          <ColorBar />
          <Ways />
        </div>
      </div>
      <p id={id} className="visually-hidden">
        {text.keys}
      </p>
      {!hides && <SpokenRow />}
    </section>
  );
}

/** The page below is out of reach. The focus goes to the view, and back to where it was; to the page's image where that is gone. */
function useFocusInside(root: { readonly current: HTMLElement | null }): void {
  useEffect(() => {
    const before = document.activeElement;
    const page = document.querySelector<HTMLElement>(".page");
    if (page) page.inert = true;
    root.current?.focus();
    return () => {
      if (page) page.inert = false;
      const isThere = before instanceof HTMLElement && before !== document.body && before.isConnected;
      (isThere ? before : page?.querySelector<HTMLElement>(".stage"))?.focus();
    };
  }, [root]);
}

/** On the full screen a browser takes Escape for itself: who leaves that leaves the view. */
function useScreenLeft(): void {
  useEffect(() => {
    const follow = () => {
      if (!document.fullscreenElement) stopPresenting();
    };
    document.addEventListener("fullscreenchange", follow);
    return () => document.removeEventListener("fullscreenchange", follow);
  }, []);
}

function useStepOf() {
  const place = useStore(({ tour }) => tour);
  const { id, tour } = useTour();
  return place && id === place.id ? tour?.steps[place.at] : undefined;
}

function useHidesRow(): boolean {
  const presenter = usePresenter();
  useTour();
  return useStore((state) => hidesRow(state, presenter));
}

/** What a step says; without a tour what the map shows of the query. */
function Caption() {
  const text = useText();
  const localised = useLocalised();
  const caption = useStepOf()?.caption;
  const row = usePainted((state) => spokenMap(state, text));
  const said = caption && localised(caption);
  return (
    // What the map shows is said by `SpokenRow`, once the pointer rests.
    <p
      className="presenter-caption figures"
      data-testid="presenter-caption"
      data-long={(said?.length ?? 0) > LONG}
      aria-live={said === undefined ? undefined : "polite"}
    >
      {said ?? row}
    </p>
  );
}

function usePlace(): Place {
  const presenter = usePresenter();
  useTour();
  return useStore(useShallow((state) => placeOf(state, presenter)));
}

function nameOf({ kind, at, count }: Place, text: PresenterText): string {
  if (kind === "seed") return text.seed(at);
  if (kind === "step") return count > 0 ? text.step(at + 1, count) : "";
  return at < 0 ? text.pins(count) : text.pin(at + 1, count);
}

/** Where the presentation is, and what is not as usual about the image. */
function Standing() {
  const text = usePresenterText();
  const { chips, engine } = useText();
  const place = usePlace();
  const changes = useStore(useShallow((state) => CHIPS.map(({ say }) => say(state, chips))));
  const waits = useStore((state) => isStale(state) && state.engine.phase !== "ready");
  const said = [nameOf(place, text), ...changes, waits ? engine.waiting : ""];
  return (
    <p className="presenter-standing figures" data-testid="presenter-standing">
      {said.filter(Boolean).join(" · ")}
    </p>
  );
}

const ICONS = {
  back: "M10 2.5 4.5 8l5.5 5.5",
  next: "M6 2.5 11.5 8 6 13.5",
  reveal: "M1.5 8c3-5 10-5 13 0-3 5-10 5-13 0ZM8 6a2 2 0 1 0 0 4 2 2 0 0 0 0-4",
  fullScreen: "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10",
  leave: "M3.5 3.5l9 9m0-9l-9 9",
};

/** For hands without a keyboard. */
function Ways() {
  const text = usePresenterText();
  const { at, count } = usePlace();
  const hides = useHidesRow();
  const filled = useIsFilled();
  const button = (name: keyof typeof ICONS, onClick: () => void, disabled = false) => (
    <button type="button" title={text[name]} aria-label={text[name]} disabled={disabled} onClick={onClick}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d={ICONS[name]} />
      </svg>
    </button>
  );
  return (
    <div className="presenter-ways">
      {button("back", () => step(-1), at <= 0)}
      {button(hides ? "reveal" : "next", () => step(1), !hides && at >= count - 1)}
      {document.fullscreenEnabled && !filled && button("fullScreen", fillScreen)}
      {button("leave", stopPresenting)}
    </div>
  );
}

const isFilled = () => document.fullscreenElement !== null;

function useIsFilled(): boolean {
  const [filled, setFilled] = useState(isFilled);
  useEffect(() => {
    const follow = () => setFilled(isFilled());
    document.addEventListener("fullscreenchange", follow);
    return () => document.removeEventListener("fullscreenchange", follow);
  }, []);
  return filled;
}
