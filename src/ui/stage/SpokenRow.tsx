import { useEffect, useState } from "react";
import { useStore } from "../../state/store/store";
import { currentSite } from "../../viewer/views/derived";
import { currentMap } from "../../viewer/views/map-view";
import { useText } from "../text";
import { spokenMap } from "./reading-text";

/** A screen reader would stumble over every cell that the pointer crosses. */
const QUIET_MS = 400;

/** Says what the map on show shows of the query, once it has not moved for a moment. Renders nothing before. */
export function SpokenRow() {
  const text = useText();
  const [sentence, setSentence] = useState("");
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const follow = () => {
      clearTimeout(timer);
      timer = setTimeout(() => setSentence(spokenMap(useStore.getState(), text)), QUIET_MS);
    };
    const ends = [
      useStore.subscribe(({ lens }) => lens, follow),
      useStore.subscribe(currentSite, follow),
      useStore.subscribe(currentMap, follow),
    ];
    follow();
    return () => {
      clearTimeout(timer);
      for (const end of ends) end();
    };
  }, [text]);
  return (
    <p className="visually-hidden" aria-live="polite" data-testid="spoken">
      {sentence}
    </p>
  );
}
